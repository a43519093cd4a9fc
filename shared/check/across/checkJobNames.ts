/** Jobs of files that scrape_config_files names, which share one list of names with those of the main file. */
import { finding, type Finding } from '../../model/finding.ts';
import { fieldPlace } from './fieldPlace.ts';
import { includesFile, type ScrapeView, type SetupView } from './setupView.ts';

interface Named {
  readonly path: string;
  readonly line: number;
}

const jobsOf = ({ facts }: ScrapeView): ScrapeView['facts']['connections'] => facts.connections.filter(({ section }) => section === 'scrape');

/** Two jobs of one file are told with that file. */
function twins(main: ScrapeView, included: readonly ScrapeView[]): Finding[] {
  const first = new Map<string, Named>(jobsOf(main).map(({ name, line }) => [name, { path: main.path, line }]));
  return included.flatMap((scrape) =>
    jobsOf(scrape).flatMap(({ name, at, line }) => {
      const other = first.get(name);
      if (other === undefined) first.set(name, { path: scrape.path, line });
      if (other === undefined || other.path === scrape.path) return [];
      const details = { job: name, file: other.path, line: String(other.line) };
      return [finding('SCRAPE_JOB_ELSEWHERE', 'broken', details, { ...fieldPlace(scrape.document, scrape.path, [...at, 'job_name']), raw: `found multiple scrape configs with job name "${name}"` })];
    }),
  );
}

/** Code, broken: SCRAPE_JOB_ELSEWHERE. Source: Prometheus config/config.go, GetScrapeConfigs. */
export function checkJobNames({ scrapes }: SetupView): Finding[] {
  return scrapes.flatMap((main) => twins(main, scrapes.filter((other) => other !== main && includesFile(main, other.path))));
}
