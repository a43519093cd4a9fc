/** Which entries of prometheus.yml an answer about connections means. */
import type { ConnectionAnswer } from '../model/connectionAnswer.ts';
import type { PathStep } from '../model/edit.ts';
import type { PeerFacts, ScrapeConfigFacts, ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import { safeUrl } from '../prometheus/safeUrl.ts';

/** An entry that can be switched, with how it is now. */
export type Place = Pick<PeerFacts, 'scheme' | 'caFile' | 'inlineCa' | 'certFile' | 'keyFile' | 'serverName' | 'insecureSkipVerify' | 'basicAuth' | 'otherAuth' | 'line'> & {
  /** Such as `The job node`. */
  readonly what: string;
  readonly at: PathStep[];
  /** The scheme is the beginning of its URL. */
  readonly hasUrl: boolean;
  /** Relabelling or labels decide about the scheme of single targets. */
  readonly setsScheme: boolean;
};

const sections = { remote_write: 'remoteWrite', remote_read: 'remoteRead' } as const;

function jobPlace(job: ScrapeJobFacts): Place {
  return { ...job, what: `The job ${job.name}`, at: ['scrape_configs', { where: 'job_name', is: job.name }], hasUrl: false };
}

function peerPlace(peer: PeerFacts): Place {
  const isManager = peer.section === 'alertmanager';
  const key = peer.section === 'remoteWrite' ? 'remote_write' : 'remote_read';
  const at = isManager ? ['alerting', 'alertmanagers', peer.index] : [key, peer.index];
  const what = isManager ? `The Alertmanager ${String(peer.index)}` : `The ${key} ${peer.name}`;
  return { ...peer, what, at, hasUrl: !isManager, setsScheme: false };
}

/** `*` is any text and `?` any character; every other character is itself. */
function matcherOf(pattern: string): (name: string) => boolean {
  if (!/[*?]/.test(pattern)) return (name) => name === pattern;
  const source = pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  const whole = new RegExp(`^${source}$`, 'su');
  return (name) => whole.test(name);
}

/** Without the scheme: a remote storage that was switched already is still the same one. */
const bareUrl = (url: string): string => safeUrl(url).replace(/^https?:\/\//i, '');

function isMeant(wanted: string, { name, url }: PeerFacts): boolean {
  return wanted === 'all' || name === wanted || (url !== null && bareUrl(url) === bareUrl(wanted));
}

/** An exact name goes before a pattern: a job may be called `all` or have a star in its name. */
function chooseJobs(wanted: string, names: readonly string[]): ReadonlySet<string> {
  if (names.includes(wanted)) return new Set([wanted]);
  const matches = wanted === 'all' ? () => true : matcherOf(wanted);
  return new Set(names.filter(matches));
}

export interface Chosen {
  /** Such as `job node`, for the sentence when there is none. */
  readonly wanted: string;
  readonly places: Place[];
  /** The names that could have been given. */
  readonly present: string[];
  /** Names of jobs in other files that are meant as well. */
  readonly elsewhere: string[];
}

/** @param included names of the jobs that stand in the files of scrape_config_files */
export function choosePlaces(answer: ConnectionAnswer, facts: ScrapeConfigFacts | null, included: readonly string[]): Chosen {
  const { jobs = [], peers = [] } = facts ?? {};
  if (answer.job !== undefined) {
    const names = jobs.map(({ name }) => name);
    const chosen = chooseJobs(answer.job, [...names, ...included]);
    const places = jobs.filter(({ name }) => chosen.has(name)).map(jobPlace);
    return { wanted: `job ${answer.job}`, places, present: names, elsewhere: included.filter((name) => chosen.has(name)) };
  }
  if (answer.alertmanager !== undefined) {
    const { alertmanager: wanted } = answer;
    const managers = peers.filter(({ section }) => section === 'alertmanager');
    const places = managers.filter(({ index }) => wanted === 'all' || index === wanted).map(peerPlace);
    return { wanted: wanted === 'all' ? 'Alertmanager' : `Alertmanager ${String(wanted)}`, places, present: managers.map(({ index }) => String(index)), elsewhere: [] };
  }
  const key = answer.remote_write === undefined ? 'remote_read' : 'remote_write';
  const wanted = answer[key] ?? '';
  const remotes = peers.filter(({ section }) => section === sections[key]);
  const places = remotes.filter((peer) => isMeant(wanted, peer)).map(peerPlace);
  return { wanted: wanted === 'all' ? key : `${key} ${safeUrl(wanted)}`, places, present: remotes.map(({ name }) => name), elsewhere: [] };
}
