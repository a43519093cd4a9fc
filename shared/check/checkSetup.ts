/** Judges a whole setup: each file for itself, the files against each other, the machine and what is live. */
import type { Finding, FindingSeverity } from '../model/finding.ts';
import type { SetupFacts } from '../model/setupFacts.ts';
import type { ParsedCertificate } from '../pki/parsedCertificate.ts';
import { checkAcross } from './across/checkAcross.ts';
import { checkMaterial } from './across/checkMaterial.ts';
import { withConsequences } from './across/consequence.ts';
import { referencesOf } from './across/referencesOf.ts';
import { withoutRepeats } from './across/withoutRepeats.ts';
import { readerOf, setupView, usersOf, type SetupView, type WebView } from './across/setupView.ts';
import { checkScrapeConfig } from './scrapeConfig/checkScrapeConfig.ts';
import { checkWebConfig } from './webConfig/checkWebConfig.ts';

export interface CheckTools {
  /** Whether the parent's key made the child's signature. */
  readonly signs: (child: ParsedCertificate, parent: ParsedCertificate) => boolean;
}

export interface CheckOptions {
  /** The Prometheus to judge the files for where no server of the setup uses them; null: every release from 2.24 on. */
  readonly version: string | null;
}

const order: Readonly<Record<FindingSeverity, number>> = { broken: 0, soon: 1, unsafe: 2, advice: 3 };

function byWeight(left: Finding, right: Finding): number {
  const severity = order[left.severity] - order[right.severity];
  if (severity !== 0) return severity;
  const [one, other] = [left.path ?? '', right.path ?? ''];
  if (one !== other) return one < other ? -1 : 1;
  return (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0);
}

/** Host names under which a server is used, from the connections that lead to it. */
function namesOf(view: SetupView, web: WebView): string[] {
  return [...new Set(view.links.filter(({ to }) => to.web === web).map(({ host }) => host))];
}

function webFindings(view: SetupView, { version }: CheckOptions): Finding[] {
  return view.setup.webConfigs.flatMap((config, index) => {
    const web = view.webs[index];
    const users = web === undefined ? [] : usersOf(view, web);
    const prometheus = users.find(({ server, assumed }) => server.kind === 'prometheus' && !assumed)?.server;
    const names = web === undefined ? [] : namesOf(view, web);
    return checkWebConfig(config, { version: prometheus?.version ?? version, capabilities: prometheus?.capabilities ?? null, names });
  });
}

/** Where the mode of the file is known, it says whether a secret in it is well kept. */
function isJudgedByMode({ code, path }: Finding, setup: SetupFacts): boolean {
  return code === 'CONNECTION_SECRETS_INLINE' && path !== undefined && setup.files[path]?.state.kind === 'file';
}

function scrapeFindings(view: SetupView, { version }: CheckOptions): Finding[] {
  const { setup } = view;
  return setup.scrapeConfigs
    .flatMap((config) => checkScrapeConfig(config, { version: readerOf(view, config.path)?.server.version ?? version }))
    .filter((found) => !isJudgedByMode(found, setup));
}

/**
 * @returns findings sorted by severity, then file, then line. What another finding explains or says is left out. Codes: those of codes/checkWebConfig.ts, checkScrapeConfig.ts, checkMaterial.ts and
 *   checkAcross.ts, with those of the readers and of the certificate rules that they pass on.
 */
export function checkSetup(setup: SetupFacts, tools: CheckTools, options: CheckOptions = { version: null }): Finding[] {
  return checkView(setupView(setup), tools, options);
}

/** The same for a setup that has been taken apart already. */
export function checkView(view: SetupView, tools: CheckTools, options: CheckOptions): Finding[] {
  const references = referencesOf(view);
  const across = checkAcross(view, references);
  const causes = [...webFindings(view, options), ...scrapeFindings(view, options), ...checkMaterial(view, references, tools.signs), ...across.causes];
  return withoutRepeats(withConsequences(causes, across.consequences)).sort(byWeight);
}
