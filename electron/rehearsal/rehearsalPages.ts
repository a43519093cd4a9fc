/** What the stand-in answers, once the web side has let somebody in: the pages of Prometheus that a set-up touches. */
import type { ScrapedTarget } from './scrapeManager.ts';
import { maskConfig } from './maskConfig.ts';

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** What is to happen once the page was sent. */
  readonly then?: 'quit';
}

export interface RehearsalState {
  readonly version: string;
  readonly startedAt: number;
  readonly workingDirectory: string;
  /** Flags by name without dashes. */
  readonly flags: Readonly<Record<string, string>>;
  readonly lifecycle: boolean;
  readonly adminApi: boolean;
  readonly targets: () => readonly ScrapedTarget[];
  readonly pools: () => readonly string[];
  readonly failedPools: () => number;
  readonly yaml: () => string;
  readonly reloaded: () => { readonly ok: boolean; readonly at: number };
  /** @returns the error, null when it went well */
  readonly reload: () => string | null;
  /** Requests answered so far, by status code. */
  readonly requests: ReadonlyMap<number, number>;
}

const text = (status: number, body: string): Page => ({ status, type: 'text/plain; charset=utf-8', body });
const json = (data: unknown): Page => ({ status: 200, type: 'application/json', body: JSON.stringify({ status: 'success', data }) });
const jsonError = (status: number, errorType: string, error: string): Page => ({
  status,
  type: 'application/json',
  body: JSON.stringify({ status: 'error', errorType, error }),
});

const welcome = `<!doctype html><title>PromSeal rehearsal</title>
<p>This is the rehearsal server of PromSeal. It answers as Prometheus does where TLS and passwords are concerned, and stores nothing.
<p><a href="metrics">Metrics</a> · <a href="api/v1/targets">Targets</a></p>
`;

/**
 * @param method HTTP method
 * @param path without the route prefix and the query
 */
export function rehearsalPage(method: string, path: string, query: URLSearchParams, state: RehearsalState): Page {
  if (path === '/-/reload' || path === '/-/quit') return lifecyclePage(method, path, state);
  if (path.startsWith('/api/v1/admin/tsdb/')) return adminPage(method, path, query, state);
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Method Not Allowed\n');
  switch (path) {
    case '/':
      return { status: 200, type: 'text/html; charset=utf-8', body: welcome };
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: metrics(state) };
    case '/-/healthy':
      return text(200, 'Prometheus Server is Healthy.\n');
    case '/-/ready':
      return text(200, 'Prometheus Server is Ready.\n');
    case '/api/v1/targets':
      return json({ activeTargets: state.targets().map(targetJson), droppedTargets: [] });
    case '/api/v1/scrape_pools':
      return json({ scrapePools: state.pools() });
    case '/api/v1/status/config':
      return json({ yaml: maskConfig(state.yaml()) });
    case '/api/v1/status/flags':
      return json(state.flags);
    case '/api/v1/status/buildinfo':
      return json({ version: state.version, revision: '', branch: 'rehearsal', buildUser: '', buildDate: '', goVersion: '' });
    case '/api/v1/status/runtimeinfo':
      return json(runtimeInfo(state));
    default:
      return text(404, '404 page not found\n');
  }
}

function lifecyclePage(method: string, path: string, state: RehearsalState): Page {
  if (method !== 'POST' && method !== 'PUT') return text(405, 'Only POST or PUT requests allowed');
  if (!state.lifecycle) return text(403, 'Lifecycle API is not enabled.');
  if (path === '/-/quit') return { ...text(200, 'Requesting termination... Goodbye!'), then: 'quit' };
  const error = state.reload();
  return error === null ? text(200, '') : text(500, `failed to reload config: ${error}\n`);
}

function adminPage(method: string, path: string, query: URLSearchParams, state: RehearsalState): Page {
  if (method !== 'POST' && method !== 'PUT') return text(405, 'Method Not Allowed\n');
  if (!state.adminApi) return jsonError(500, 'unavailable', 'admin APIs disabled');
  if (!path.endsWith('/delete_series')) return text(404, '404 page not found\n');
  // There are no series here, so deleting any is done at once.
  return query.has('match[]') ? { status: 204, type: 'application/json', body: '' } : jsonError(400, 'bad_data', 'no match[] parameter provided');
}

/** Go's zero time stands for "not yet". */
const never = '0001-01-01T00:00:00Z';

function targetJson({ job, labels, url, health, lastError, lastScrape, lastScrapeSeconds }: ScrapedTarget): object {
  return {
    discoveredLabels: { __address__: labels['instance'], __metrics_path__: job.metricsPath, __scheme__: job.scheme, job: job.name },
    labels,
    scrapePool: job.name,
    scrapeUrl: url,
    globalUrl: url,
    lastError,
    lastScrape: lastScrape === null ? never : new Date(lastScrape).toISOString(),
    lastScrapeDuration: lastScrapeSeconds,
    health,
    scrapeInterval: `${job.intervalMs / 1000}s`,
    scrapeTimeout: `${job.timeoutMs / 1000}s`,
  };
}

function runtimeInfo({ startedAt, workingDirectory, reloaded }: RehearsalState): object {
  const { ok, at } = reloaded();
  return {
    startTime: new Date(startedAt).toISOString(),
    CWD: workingDirectory,
    reloadConfigSuccess: ok,
    lastConfigTime: new Date(at - (at % 1000)).toISOString(),
    storageRetention: 'none',
  };
}

function metrics(state: RehearsalState): string {
  const { ok, at } = state.reloaded();
  const { heapUsed, rss } = process.memoryUsage();
  const requests = [...state.requests].map(([code, count]) => `promhttp_metric_handler_requests_total{code="${code}"} ${count}`);
  const up = state.targets().map(({ labels, health }) => `promseal_rehearsal_target_up{${labelText(labels)}} ${health === 'up' ? 1 : 0}`);
  return [
    ...gauge('prometheus_build_info', 'The version of this stand-in.', [`prometheus_build_info{branch="rehearsal",version="${state.version}"} 1`]),
    ...gauge('prometheus_ready', 'Whether it takes requests.', ['prometheus_ready 1']),
    ...gauge('prometheus_config_last_reload_successful', 'Whether the last reload was taken.', [`prometheus_config_last_reload_successful ${ok ? 1 : 0}`]),
    ...gauge('prometheus_config_last_reload_success_timestamp_seconds', 'When.', [`prometheus_config_last_reload_success_timestamp_seconds ${at / 1000}`]),
    ...gauge('prometheus_target_scrape_pools_failed_total', 'Jobs left out.', [`prometheus_target_scrape_pools_failed_total ${state.failedPools()}`]),
    ...gauge('process_start_time_seconds', 'Start, since the epoch.', [`process_start_time_seconds ${state.startedAt / 1000}`]),
    ...gauge('process_resident_memory_bytes', 'Memory.', [`process_resident_memory_bytes ${rss}`]),
    ...gauge('nodejs_heap_used_bytes', 'Memory in use by the program itself.', [`nodejs_heap_used_bytes ${heapUsed}`]),
    ...gauge('promhttp_metric_handler_requests_total', 'Requests by status.', requests),
    ...gauge('promseal_rehearsal_target_up', 'Whether the last scrape went well.', up),
    '',
  ].join('\n');
}

function gauge(name: string, help: string, samples: readonly string[]): string[] {
  const type = name.endsWith('_total') ? 'counter' : 'gauge';
  return samples.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const escaped = (value: string): string => value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  return Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`).join(',');
}
