/** Names that may stand once only, and times that must fit. */
import { problem } from '../../errors/failure.ts';
import type { Finding } from '../../model/finding.ts';
import { textAt, type Fields } from '../../prometheus/connectionSections.ts';
import { parseDuration } from '../../prometheus/duration.ts';
import { fromProblem } from '../fromProblem.ts';
import { fieldFinding, placeOf, type CheckedPart } from './checkedPart.ts';

const raws: Readonly<Partial<Record<CheckedPart['kind'], string>>> = {
  remoteWrite: 'found multiple remote write configs with job name',
  remoteRead: 'found multiple remote read configs with job name',
};

function twin(part: CheckedPart, name: string, first: number): Finding {
  if (part.kind === 'scrape') {
    const found = problem('SCRAPE_JOB_TWICE', { job: name, first });
    return fromProblem(found, 'broken', { path: part.file.path, ...placeOf(part, 'job_name'), raw: `found multiple scrape configs with job name "${name}"` });
  }
  const told = { code: 'CONNECTION_NAME_TWICE', severity: 'broken', details: { name, first } } as const;
  return fieldFinding(part, 'name', told, { raw: `${raws[part.kind] ?? ''} "${name}"` });
}

/** SCRAPE_JOB_TWICE and CONNECTION_NAME_TWICE, broken: two jobs or two storages of one kind have one name. */
export function checkNames(parts: readonly CheckedPart[]): Finding[] {
  const seen = new Map<string, number>();
  return parts.flatMap((part) => {
    if (part.kind !== 'scrape' && part.kind !== 'remoteWrite' && part.kind !== 'remoteRead') return [];
    const name = textAt(part.fields, part.kind === 'scrape' ? 'job_name' : 'name');
    if (name === null) return [];
    const key = `${part.kind} ${name}`;
    const first = seen.get(key);
    if (first !== undefined) return [twin(part, name, first)];
    seen.set(key, placeOf(part, null).line);
    return [];
  });
}

/** The default of global.scrape_interval. Source: Prometheus documentation, configuration. */
const DEFAULT_INTERVAL_MS = 60_000;

/** Milliseconds of a duration field; 0 where it is absent, as Prometheus takes it, and null where it is none. */
function durationAt(fields: Fields, key: string): number | null {
  const text = textAt(fields, key);
  return text === null ? 0 : parseDuration(text);
}

/**
 * SCRAPE_TIMEOUT_TOO_LONG, broken: a scrape may not take longer than the time until the next one.
 * @param global the section of that name; null without one
 */
export function checkTimeouts(parts: readonly CheckedPart[], global: CheckedPart | null): Finding[] {
  const common = (global === null ? 0 : durationAt(global.fields, 'scrape_interval')) || DEFAULT_INTERVAL_MS;
  const judged = (part: CheckedPart, raw: string): Finding[] => {
    const [timeout, own] = [durationAt(part.fields, 'scrape_timeout'), durationAt(part.fields, 'scrape_interval')];
    const interval = own === 0 ? common : own;
    if (timeout === null || interval === null || timeout <= interval) return [];
    const details = { timeout: textAt(part.fields, 'scrape_timeout') ?? '', interval: textAt(part.fields, 'scrape_interval') ?? intervalOf(global) };
    return [fieldFinding(part, 'scrape_timeout', { code: 'SCRAPE_TIMEOUT_TOO_LONG', severity: 'broken', details }, { raw })];
  };
  const jobs = parts.filter(({ kind }) => kind === 'scrape');
  return [
    ...(global === null ? [] : judged(global, 'global scrape timeout greater than scrape interval')),
    ...jobs.flatMap((job) => judged(job, 'scrape timeout greater than scrape interval for scrape config with job name')),
  ];
}

function intervalOf(global: CheckedPart | null): string {
  return (global === null ? null : textAt(global.fields, 'scrape_interval')) ?? '1m';
}
