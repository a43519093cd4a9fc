/** Judges a prometheus.yml by its text alone, in everything that makes Prometheus connect to something. */
import type { Finding } from '../../model/finding.ts';
import type { ConfigText } from '../../model/setupFacts.ts';
import { openConfig } from '../../prometheus/configReader.ts';
import { parseVersion } from '../../prometheus/versions.ts';
import { checkSignIn, checkTlsUse } from './checkClear.ts';
import { checkAuthorizationType, checkExclusions, checkServiceSignIns } from './checkExclusions.ts';
import { checkFields, checkItems, isBefore } from './checkFields.ts';
import { checkHeaders } from './checkHeaders.ts';
import { checkNeeds, checkRequired } from './checkNeeds.ts';
import { checkNames, checkTimeouts } from './checkNames.ts';
import { checkPaths } from './checkPaths.ts';
import { checkSecrets, countInline } from './checkSecrets.ts';
import { checkApiVersion, checkKubernetes, checkUser } from './checkServices.ts';
import { checkMetricsPath, checkScheme, checkTargets } from './checkTargets.ts';
import { checkReferences, checkTls } from './checkTls.ts';
import { checkUrls } from './checkUrls.ts';
import { fieldFinding, type CheckedFile, type CheckedPart } from './checkedPart.ts';
import { checkedParts, partsOf, type CheckedConnection } from './checkedParts.ts';
import { fileFindings } from './fileFindings.ts';

const partRules = [checkFields, checkReferences, checkSecrets, checkPaths, checkHeaders, checkUrls];
/** What Prometheus looks for when it has read a part. */
const validation = [checkExclusions, checkAuthorizationType, checkNeeds, checkRequired];
const connectionRules = [
  checkServiceSignIns,
  checkScheme,
  checkTargets,
  checkMetricsPath,
  checkApiVersion,
  checkKubernetes,
  checkUser,
  checkTlsUse,
  checkSignIn,
];

/** Before 2.53 the fields of discoveries were read and not validated, but for their tls_config. */
function isValidated(part: CheckedPart): boolean {
  const isDiscovery = part.at.some((step) => typeof step === 'string' && step.endsWith('_sd_configs'));
  return part.kind === 'tls' || !isDiscovery || !isBefore(part.file.version, '2.53.0');
}

function checkPart(part: CheckedPart): Finding[] {
  const rules = isValidated(part) ? [...partRules, ...validation] : partRules;
  const own = rules.flatMap((rule) => rule(part));
  return part.kind === 'tls' ? [...own, ...checkTls(part)] : own;
}

function checkConnection(connection: CheckedConnection): Finding[] {
  return [...partsOf(connection).flatMap(checkPart), ...connectionRules.flatMap((rule) => rule(connection))];
}

/** CONNECTION_SECRETS_INLINE, advice: told once, at the first secret, however many there are. */
function inlineAdvice(parts: readonly CheckedPart[]): Finding[] {
  const holders = parts.map((part) => ({ part, count: countInline(part) })).filter(({ count }) => count > 0);
  const [first] = holders;
  if (first === undefined) return [];
  const count = holders.reduce((sum, holder) => sum + holder.count, 0);
  const told = { code: 'CONNECTION_SECRETS_INLINE', severity: 'advice', details: { count } } as const;
  return [fieldFinding(first.part, null, told)];
}

function checkRead(file: CheckedFile): Finding[] {
  const { frame, tracingTls, connections } = checkedParts(file);
  const parts = connections.flatMap(partsOf);
  const global = frame.find(({ kind }) => kind === 'global') ?? null;
  return [
    ...frame.flatMap((part) => [...checkFields(part), ...checkItems(part)]),
    ...connections.flatMap(checkConnection),
    ...parts.flatMap(checkItems),
    ...(tracingTls === null ? [] : checkPart(tracingTls)),
    ...checkNames(parts),
    ...checkTimeouts(parts, global),
    ...inlineAdvice(parts),
  ];
}

/**
 * Judges one prometheus.yml, without looking at any file it names: which fields its connections have, which exclude
 * or need each other, and which values pass promtool although they cannot work. Rules, relabelling, storage and the
 * fields of single service discoveries are left to promtool. Never throws and shows no secret; time grows with the
 * length of the text.
 * @param options.version of the Prometheus that reads it, such as 2.53.3; null: what holds for all lines is told,
 * and what holds for some says so in `holdsFor`
 * @returns findings in the order of the file's sections; codes: those of codes/checkScrapeConfig.ts, of readYaml, and
 * YAML_ROOT_NOT_MAP, YAML_SEVERAL_DOCUMENTS, CONFIG_SHAPE, SCRAPE_JOB_TWICE, SCRAPE_CONFIG_IS_WEB_CONFIG, USER_NAME_COLON
 */
export function checkScrapeConfig(config: ConfigText, options: { readonly version: string | null }): Finding[] {
  const { document, root, problems } = openConfig(config.text);
  const { findings, isReadable } = fileFindings(config, document, root, problems);
  if (document === null || !isReadable) return findings;
  const version = options.version === null ? null : parseVersion(options.version);
  return [...findings, ...checkRead({ path: config.path, document, version })];
}
