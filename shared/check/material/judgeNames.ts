/** Whether a certificate names the hosts by which its server is called, by Go's rules. */
import { fromProblem } from '../fromProblem.ts';
import { problem } from '../../errors/failure.ts';
import { finding, type ClientFamily, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate } from '../../model/materialFacts.ts';
import { certificateProblems } from '../../pki/certificateProblems.ts';
import { goAddress, goHostname } from '../../pki/goHostname.ts';
import { parseAddress } from '../../pki/ipAddress.ts';
import type { ParsedCertificate } from '../../pki/parsedCertificate.ts';
import { certificateVerdicts } from './certificateVerdicts.ts';
import { tlsUsages } from './judgeCertificate.ts';

/** A name or address that somebody connects to, and who that is, such as `job node`. */
export interface UsedName {
  readonly name: string;
  readonly where: string;
}

/** The server itself does not load it. */
const notLoaded = 'failed to load X509KeyPair: x509: ';

const bare = (name: string): string => name.replace(/^\[(.+)\]$/, '$1');
const sameAddress = (left: string, right: string): boolean => {
  const [one, other] = [left, right].map((text) => parseAddress(bare(text)));
  return one != null && other != null && goAddress(one) === goAddress(other);
};

const namesOf = ({ dnsNames, ipAddresses }: ParsedCertificate): string[] => [...dnsNames, ...ipAddresses.map(goAddress)];

/** Clients other than Go may fall back to the common name where there is no alternative name of their kind. */
function nameless({ parsed, subject }: MaterialCertificate, path: string): Finding[] {
  const { clients, raw = '' } = certificateVerdicts['CERTIFICATE_WITHOUT_NAMES'] ?? { clients: [] };
  const extra = { path, raw, clients: [...clients] };
  const { basicConstraints, keyUsages, otherNames, version } = parsed;
  const held = otherNames.length === 0 ? [] : [{ label: 'Alternative names', text: otherNames.join(', ') }];
  if (basicConstraints?.isCa === true && keyUsages?.includes('keyCertSign') === true) {
    const unfit = !keyUsages.some((each) => tlsUsages.includes(each));
    return [finding('CERTIFICATE_IS_AUTHORITY', 'broken', { subject }, unfit ? { ...extra, clients: [] } : extra)];
  }
  if (!parsed.subject.some(({ type, value }) => type === 'CN' && value !== '')) {
    return [finding('CERTIFICATE_WITHOUT_ANY_NAME', 'broken', {}, { path, raw: 'x509: certificate is not valid for any names', evidence: held })];
  }
  if (version < 3) return [finding('CERTIFICATE_VERSION_1', 'broken', {}, extra)];
  const words = held.length === 0 ? raw : 'x509: certificate is not valid for any names';
  return [fromProblem(problem('CERTIFICATE_WITHOUT_NAMES'), 'broken', { ...extra, raw: words, evidence: held })];
}

/** An address among the DNS names: harmless where it stands among the addresses as well, as some do for old clients. */
function addressesAsNames(parsed: ParsedCertificate, used: readonly UsedName[], path: string): Finding[] {
  const { dnsNames, ipAddresses } = parsed;
  const addresses = dnsNames.filter((name) => parseAddress(name) !== null && !ipAddresses.some((each) => sameAddress(goAddress(each), name)));
  const others = namesOf(parsed).length - addresses.length;
  return addresses.map((name) => {
    const needed = others === 0 || used.some((each) => sameAddress(each.name, name));
    const raw = goHostname(parsed, name, false) ?? '';
    return fromProblem(problem('CERTIFICATE_ADDRESS_AS_NAME', { name }), needed ? 'broken' : 'advice', { path, raw });
  });
}

function malformedNames(parsed: ParsedCertificate, now: number, path: string): Finding[] {
  const codes = ['CERTIFICATE_NAME_MALFORMED', 'CERTIFICATE_MAPPED_ADDRESS'];
  const refusedByGo = parsed.goParseError?.includes('dNSName') === true;
  return certificateProblems(parsed, now).filter(({ code }) => codes.includes(code)).map((found, index) => {
    const { severity = 'advice', clients = [], ...rest } = certificateVerdicts[found.code] ?? {};
    const id = `${found.code} ${path} ${index}`;
    if (found.code === 'CERTIFICATE_NAME_MALFORMED' && refusedByGo) {
      return fromProblem(found, 'broken', { id, path, raw: `${notLoaded}${parsed.goParseError ?? ''}` });
    }
    return fromProblem(found, severity, { id, path, clients: [...clients], ...rest });
  });
}

function malformedAddresses({ ipAddresses, goParseError }: ParsedCertificate, path: string): Finding[] {
  const odd = ipAddresses.find(({ length }) => length !== 4 && length !== 16);
  if (odd === undefined) return [];
  return [finding('CERTIFICATE_ADDRESS_MALFORMED', 'broken', { length: odd.length }, { path, raw: `${notLoaded}${goParseError ?? ''}` })];
}

/** Node reads the common name where there is no DNS name at all, even beside addresses. */
function refusedBy(parsed: ParsedCertificate, name: string): ClientFamily[] {
  const asCommonName = { ...parsed, dnsNames: parsed.subject.filter(({ type }) => type === 'CN').map(({ value }) => value) };
  const nodeAccepts = parsed.dnsNames.length === 0 && parseAddress(bare(name)) === null && goHostname(asCommonName, name, false) === null;
  return nodeAccepts ? ['go', 'openssl', 'browser'] : [];
}

function uncovered(parsed: ParsedCertificate, used: readonly UsedName[], path: string): Finding[] {
  const told = parsed.dnsNames.filter((name) => parseAddress(name) !== null);
  const names = [...new Set(used.map(({ name }) => name))].filter((name) => !told.some((each) => sameAddress(each, name)));
  return names.flatMap((name) => {
    const raw = goHostname(parsed, name, false);
    if (raw === null) return [];
    const where = [...new Set(used.filter((each) => each.name === name).map((each) => each.where))].join(', ');
    const held = namesOf(parsed).join(', ');
    const extra = { id: `CERTIFICATE_NOT_FOR_NAME ${path} ${name}`, path, raw, clients: refusedBy(parsed, name) };
    const evidence = [{ label: 'Names in the certificate', text: held }, { label: 'Asked for', text: name }];
    return [finding('CERTIFICATE_NOT_FOR_NAME', 'broken', { name, where, names: held }, { ...extra, evidence })];
  });
}

/**
 * @param used names and addresses of targets and URLs; an empty list when they are not known
 * @param now epoch milliseconds
 */
export function judgeNames(certificate: MaterialCertificate, used: readonly UsedName[], now: number, path: string): Finding[] {
  const { parsed } = certificate;
  if (namesOf(parsed).length === 0) return nameless(certificate, path);
  return [
    ...malformedAddresses(parsed, path),
    ...malformedNames(parsed, now, path),
    ...addressesAsNames(parsed, used, path),
    ...uncovered(parsed, used, path),
  ];
}
