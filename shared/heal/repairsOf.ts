/** Which findings can be repaired, and how: one line a code. */
import type { ErrorCode } from '../errors/catalogue.ts';
import type { Finding } from '../model/finding.ts';
import type { Repair } from '../model/repair.ts';
import { isClientCa, isClientPair, isServerPair, newCertificate, newClientCertificate, newServerPair } from './certificateRemedies.ts';
import { switchToTls, trustServer } from './connectionRemedies.ts';
import { closeToOthers, giveToReader, nameWhereItIs, replaceMissing } from './fileRemedies.ts';
import { isAboutSelfScrape, type RemedyFor, type RepairContext } from './repairContext.ts';
import { passWebConfig, rebuildWebConfig, reloadServer, restartServer, secureExternalUrl } from './serverRemedies.ts';
import { correctWord, repairText } from './textRemedies.ts';
import { followIt, giveOwnUser, removeUser, renewPassword, shortenPassword } from './userRemedies.ts';
import { addHttp2Ciphers, askForCertificates, raiseVersion, removeField, swapPair, uncrossVersions } from './webRemedies.ts';

/** A section that says nothing is nobody's wish for TLS. */
const freshPair: RemedyFor = ({ severity }, context) => (severity === 'advice' ? null : newCertificate(context));

/** A new pair where the finding is about the pair of the server, a client pair where it is about that, else nothing. */
const newPairOfItsKind: RemedyFor = (found, context) => {
  if (isClientCa(found, context) || isClientPair(found, context)) return newClientCertificate(context);
  return isServerPair(found, context) ? newServerPair(found, context) : null;
};
const newClient: RemedyFor = (_, context) => newClientCertificate(context);

const none: RemedyFor = () => null;
/** What the planner does for the self-scrape, and an edit of the connection to another server. */
const ifSelfScrape = (then: RemedyFor, otherwise: RemedyFor = none): RemedyFor => (found, context) =>
  isAboutSelfScrape(found, context) ? then(found, context) : otherwise(found, context);

const remedies: Partial<Record<ErrorCode, RemedyFor>> = {
  // The pair of the server, or that of a client.
  CERTIFICATE_EXPIRED: newPairOfItsKind,
  CERTIFICATE_EXPIRES_SOON: newPairOfItsKind,
  CERTIFICATE_NOT_YET_VALID: newPairOfItsKind,
  CERTIFICATE_WITHOUT_NAMES: newPairOfItsKind,
  CERTIFICATE_WITHOUT_ANY_NAME: newPairOfItsKind,
  CERTIFICATE_ADDRESS_AS_NAME: newPairOfItsKind,
  CERTIFICATE_VERSION_1: newPairOfItsKind,
  CERTIFICATE_NOT_FOR_NAME: newPairOfItsKind,
  CERTIFICATE_NOT_FOR_SERVERS: newPairOfItsKind,
  CERTIFICATE_USAGE_NOT_FOR_TLS: newPairOfItsKind,
  CERTIFICATE_USAGE_LACKS_SIGNATURE: newPairOfItsKind,
  CERTIFICATE_IS_AUTHORITY: newPairOfItsKind,
  CERTIFICATE_KEY_WEAK: newPairOfItsKind,
  CERTIFICATE_KEY_UNSUPPORTED: newPairOfItsKind,
  CERTIFICATE_SIGNATURE_REFUSED: newPairOfItsKind,
  CERTIFICATE_EMPTY: newPairOfItsKind,
  CERTIFICATE_IS_DER: newPairOfItsKind,
  CERTIFICATE_HAS_BOM: newPairOfItsKind,
  CERTIFICATE_TRUNCATED: newPairOfItsKind,
  CERTIFICATE_NOT_PEM: newPairOfItsKind,
  CERTIFICATE_UNREADABLE: newPairOfItsKind,
  KEY_EMPTY: newPairOfItsKind,
  KEY_IS_DER: newPairOfItsKind,
  KEY_NOT_PEM: newPairOfItsKind,
  KEY_ENCRYPTED: newPairOfItsKind,
  KEY_UNREADABLE: newPairOfItsKind,
  KEY_DOES_NOT_MATCH: newPairOfItsKind,
  CERTIFICATE_AND_KEY_SWAPPED: swapPair,
  CLIENT_CERTIFICATE_NOT_FOR_CLIENTS: newClient,
  CLIENT_CERTIFICATE_OTHER_AUTHORITY: newClient,
  CLIENT_CA_FILE_UNUSABLE: newClient,
  CONNECTION_WITHOUT_CERTIFICATE: ifSelfScrape(newClient),
  WEB_CLIENT_CA_MISSING: newClient,
  WEB_TLS_WITHOUT_CERTIFICATE: freshPair,
  WEB_CERTIFICATE_MISSING: freshPair,
  // Files.
  REFERENCE_MISSING: replaceMissing,
  REFERENCE_ELSEWHERE: nameWhereItIs,
  REFERENCE_UNREADABLE: giveToReader,
  KEY_READABLE_BY_ALL: closeToOthers,
  PASSWORD_FILE_READABLE_BY_ALL: closeToOthers,
  CONFIG_SECRETS_READABLE_BY_ALL: closeToOthers,
  FILE_WRITABLE_BY_ALL: closeToOthers,
  // Users and passwords.
  WEB_USER_NAMELESS: removeUser,
  USER_NAME_COLON: removeUser,
  WEB_PASSWORD_NOT_HASHED: renewPassword,
  WEB_HASH_ALGORITHM: renewPassword,
  WEB_HASH_SLOW: renewPassword,
  PASSWORD_TOO_LONG: shortenPassword,
  // The self-scrape, and connections to other servers.
  CONNECTION_OVER_HTTP: ifSelfScrape(followIt, switchToTls),
  CONNECTION_OVER_TLS: ifSelfScrape(followIt),
  CONNECTION_WITHOUT_CA: ifSelfScrape(followIt, trustServer),
  CONNECTION_WITHOUT_PASSWORD: ifSelfScrape(followIt),
  CONNECTION_SIGN_IN_KIND: ifSelfScrape(giveOwnUser),
  CONNECTION_USER_UNKNOWN: ifSelfScrape(giveOwnUser),
  CONNECTION_PASSWORD_WRONG: ifSelfScrape(giveOwnUser),
  SERVER_NOT_TRUSTED: followIt,
  // The server.
  SERVER_STILL_PLAIN: restartServer,
  SERVER_SHOWS_OTHER_CERTIFICATE: restartServer,
  WEB_CONFIG_NOT_PASSED: passWebConfig,
  SERVER_TLS_REMOVED: rebuildWebConfig,
  RELOAD_PENDING: reloadServer,
  EXTERNAL_URL_PLAIN: secureExternalUrl,
  // The text of web.yml.
  YAML_TAB: repairText,
  YAML_SYNTAX: repairText,
  YAML_COLON_MISSING: repairText,
  YAML_COLON_TWICE: repairText,
  YAML_INDENT: repairText,
  YAML_UNCLOSED: repairText,
  WEB_FIELD_UNKNOWN: repairText,
  WEB_VALUE_UNKNOWN: correctWord,
  WEB_TLS_VERSIONS_CROSSED: uncrossVersions,
  WEB_TLS_ONLY_OLD: raiseVersion,
  WEB_TLS_OLD: raiseVersion,
  WEB_HTTP2_CIPHER_MISSING: addHttp2Ciphers,
  WEB_CLIENT_CA_UNUSED: askForCertificates,
  WEB_ALLOWED_SANS_IGNORED: removeField,
};

const remedyByCode = new Map<string, RemedyFor>(Object.entries(remedies));

/** The repair of a finding; null where a person has to do it. */
export function repairOf(found: Finding, context: RepairContext): Repair | null {
  const remedy = remedyByCode.get(found.code)?.(found, context) ?? null;
  return remedy === null ? null : { finding: found.id, ...remedy };
}

/** The findings, each with what its repair would do where there is one. */
export function withRepairs(findings: readonly Finding[], context: RepairContext): Finding[] {
  return findings.map((found) => {
    const repair = repairOf(found, context);
    return repair === null ? found : { ...found, repair: repair.label };
  });
}
