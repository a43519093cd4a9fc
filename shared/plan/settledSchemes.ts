/** Which scheme a change gives to which jobs, so that a scrape of before it is not taken for one of after it. */
import type { Edit } from '../model/edit.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Plan } from '../model/plan.ts';

function schemeOf(edit: Edit): string | null {
  if (edit.op === 'remove') return 'http';
  return edit.op === 'set' && edit.value.kind === 'scalar' ? String(edit.value.value) : null;
}

/** The scheme by job. A job whose relabelling or labels decide about the scheme is left out. */
export function settledSchemes(plan: Plan, { scrapeConfig }: HostFacts): ReadonlyMap<string, string> {
  const relabelled = new Set((scrapeConfig.facts?.jobs ?? []).filter(({ setsScheme }) => setsScheme).map(({ name }) => name));
  const edits = plan.actions.flatMap((action) => (action.kind === 'yaml.edit' && action.role === 'scrapeConfig' ? action.edits : []));
  const settled = edits.flatMap((edit): [string, string][] => {
    const [section, job, key, ...rest] = edit.path;
    const scheme = schemeOf(edit);
    if (section !== 'scrape_configs' || typeof job !== 'object' || key !== 'scheme' || rest.length > 0 || scheme === null) return [];
    return relabelled.has(job.is) ? [] : [[job.is, scheme]];
  });
  return new Map(settled);
}
