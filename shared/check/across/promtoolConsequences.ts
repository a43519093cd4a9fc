/** What promtool does not accept, where no finding says why. */
import { finding } from '../../model/finding.ts';
import type { PromtoolVerdict } from '../../model/setupFacts.ts';
import { discoveryConnections } from '../../prometheus/discoveryConnections.ts';
import { sectionFields } from '../scrapeConfig/sectionFields.ts';
import { keyOf, webConfigFields } from '../webConfig/webConfigFields.ts';
import type { Consequence } from './consequence.ts';
import { isAboutLoading } from './isAboutLoading.ts';
import type { Reference } from './referencesOf.ts';
import { flagPath, type SetupView } from './setupView.ts';

const longest = 600;

const shorten = (words: string): string => (words.length > longest ? `${words.slice(0, longest)}…` : words);

/** Fields of maps that grow with the releases, by the package of the Go types of these maps. */
const knownFields: Readonly<Record<string, ReadonlySet<string>>> = {
  config: new Set([...Object.values(sectionFields).flatMap(({ fields }) => Object.keys(fields)), ...Object.keys(discoveryConnections)]),
  web: new Set(webConfigFields.map(({ path }) => keyOf(path))),
};

/** Whether promtool only lacks fields that other releases have, or builds with all service discoveries: Debian leaves some out. */
function knowsLess(words: string): boolean {
  const lines = words.split('\n').filter((line) => /^\s*line \d+: /.test(line));
  const lacking = lines.filter((line) => {
    const [, field = '', goPackage = ''] = /: field (\S+) not found in type ([a-z]+)\./.exec(line) ?? [];
    return knownFields[goPackage]?.has(field) === true;
  });
  return lines.length > 0 && lacking.length === lines.length;
}

/** A promtool of another release than the server may well know less or more than it. */
function isAboutFile({ servers }: SetupView, { path, version, ok, words }: PromtoolVerdict): boolean {
  if (ok || words.includes('permission denied')) return false;
  const users = servers.filter(({ server, assumed }) => !assumed && [server.configFile, server.webConfigFile].some((file) => flagPath(server, file) === path));
  const versions = users.map(({ server }) => server.version).filter((each) => each !== null);
  if (users.length === 0 && knowsLess(words)) return false;
  return version === null || versions.length === 0 || versions.includes(version);
}

/**
 * Code, broken: PROMTOOL_REJECTS. That a file cannot be read is said of the account that ran promtool, not of the
 * server; whether the server can read it is known otherwise.
 */
export function promtoolConsequences(view: SetupView, references: readonly Reference[]): Consequence[] {
  return view.setup.promtool.filter((verdict) => isAboutFile(view, verdict)).map(({ path, words }) => {
    const named = references.filter(({ place }) => place.path === path).map(({ file }) => file);
    return {
      finding: finding('PROMTOOL_REJECTS', 'broken', { file: path }, { path, raw: shorten(words) }),
      causesIn: [...new Set([path, ...named])],
      explainedBy: isAboutLoading,
    };
  });
}
