/** A prometheus.yml that is too large to be read here: what would have been edited is handed to a person. */
import type { ConnectionAnswer } from '../model/connectionAnswer.ts';
import type { PathStep } from '../model/edit.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { resolveEdits } from '../yaml/resolveEdits.ts';
import { snippetOf } from '../yaml/snippetOf.ts';
import type { Place } from './choosePlaces.ts';

function tooLarge({ scrapeConfig }: HostFacts): Problem | null {
  return scrapeConfig.problems.find(({ code }) => code === 'YAML_TOO_LARGE') ?? null;
}

function placeOf({ job, alertmanager, remote_write: write, remote_read: read }: ConnectionAnswer): PathStep[] {
  if (job !== undefined) return ['scrape_configs', { where: 'job_name', is: job }];
  if (alertmanager !== undefined) return ['alerting', 'alertmanagers', alertmanager === 'all' ? 0 : alertmanager];
  return write === undefined ? ['remote_read', { where: 'name', is: read ?? '' }] : ['remote_write', { where: 'name', is: write }];
}

/** The entry that an answer means, of which nothing is known; null where the file has been read. */
export function unseenPlace(answer: ConnectionAnswer, facts: HostFacts): Place | null {
  if (tooLarge(facts) === null) return null;
  return {
    what: 'The connection', at: placeOf(answer), hasUrl: answer.job === undefined && answer.alertmanager === undefined, setsScheme: false,
    line: 1, scheme: '', caFile: null, inlineCa: false, certFile: null, keyFile: null, serverName: null, insecureSkipVerify: true, basicAuth: null, otherAuth: null,
  };
}

/** The actions without edits of such a file, and the problem that says what to put there. */
export function withoutHugeEdits(actions: readonly Action[], facts: HostFacts): { actions: Action[]; problems: Problem[] } {
  const found = tooLarge(facts);
  const { path } = facts.scrapeConfig;
  const edits = actions.flatMap((action) => (action.kind === 'yaml.edit' && action.path === path ? action.edits : []));
  if (found === null || edits.length === 0) return { actions: [...actions], problems: [] };
  const snippet = snippetOf(resolveEdits(edits, (ref) => ref));
  const problems = [problem('CONFIG_TOO_LARGE', { path, limit: 20, snippet }, { field: 'scrape.edit', path })];
  return { actions: actions.filter((action) => action.kind !== 'yaml.edit' || action.path !== path), problems };
}
