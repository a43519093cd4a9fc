/** Whether servers are given their web.yml, and the right file for each flag. */
import { finding, type Finding } from '../../model/finding.ts';
import type { ServerKind } from '../../model/setupFacts.ts';
import { folderOf } from '../../plan/paths.ts';
import { flagValue } from '../../prometheus/flags.ts';
import { compareVersions, parseVersion } from '../../prometheus/versions.ts';
import { fileAt } from './filePath.ts';
import { serverFinding } from './serverFinding.ts';
import { flagPath, type ServerView, type SetupView } from './setupView.ts';

/** First releases that know --web.config.file; that of Prometheus is part of judging web.yml. Source: their changelogs. */
const flagSince: Readonly<Partial<Record<ServerKind, string>>> = {
  node_exporter: '1.5.0',
  alertmanager: '0.22.0',
  pushgateway: '1.4.0',
  blackbox_exporter: '0.19.0',
};

const isOlder = (version: string, floor: string): boolean => {
  const [read, first] = [parseVersion(version), parseVersion(floor)];
  return read !== null && first !== null && compareVersions(read, first) < 0;
};

function unknownFlag(each: ServerView): Finding[] {
  const { server } = each;
  const floor = flagSince[server.kind];
  const args = server.nextArgs ?? (server.running ? [] : server.args);
  if (floor === undefined || server.version === null || flagValue(args, 'web.config.file') === null || !isOlder(server.version, floor)) return [];
  const remedy = server.kind === 'node_exporter' && !isOlder(server.version, '1.0.0')
    ? 'In releases before 1.5 the flag is called --web.config.' : `It came with ${floor}. Move to that or later.`;
  const details = { version: server.version, remedy };
  return [serverFinding(each, 'WEB_CONFIG_FLAG_UNKNOWN', 'broken', details, { field: '--web.config.file', raw: "unknown long flag '--web.config.file'" })];
}

function swapped({ setup }: SetupView, { server, assumed }: ServerView): Finding[] {
  const flags = [
    { flag: '--web.config.file', path: flagPath(server, server.webConfigFile), wrong: 'scrapeConfig', found: 'prometheus.yml', raw: 'field scrape_configs not found in type web.Config' },
    { flag: '--config.file', path: server.kind === 'prometheus' ? flagPath(server, server.configFile) : null, wrong: 'webConfig', found: 'web.yml', raw: 'field tls_server_config not found in type config.plain' },
  ];
  return flags.flatMap(({ flag, path, wrong, found, raw }) => {
    const isWrong = !assumed && path !== null && fileAt(setup, path)?.kind === wrong;
    return isWrong ? [finding('CONFIGS_SWAPPED', 'broken', { flag, file: path, found }, { path, field: flag, raw })] : [];
  });
}

/** What a web.yml is usually called; another name may belong to another server. */
const usualNames = /(^|[\\/])(web|web[-_.]?config|prometheus[-_]web)\.ya?ml$/;

function notPassed(view: SetupView, each: ServerView): Finding[] {
  const { server } = each;
  if (server.kind !== 'prometheus' || server.webConfigFile !== null || server.args.length === 0 || server.configFile === null) return [];
  // The next start has it: then a restart is what is missing, and the flags that differ say so.
  if (server.nextArgs !== null && flagValue(server.nextArgs, 'web.config.file') !== null) return [];
  const folder = folderOf(flagPath(server, server.configFile) ?? '');
  const isUsed = (path: string): boolean => view.servers.some(({ web }) => web?.path === path);
  const beside = view.webs.find(({ path, facts }) => {
    const secures = facts.tls?.enables === true || facts.users.length > 0;
    return secures && folderOf(path) === folder && usualNames.test(path) && !isUsed(path);
  });
  if (beside === undefined) return [];
  const expectsTls = view.links.some(({ connection, to }) => to === each && connection.scheme === 'https');
  const severity = expectsTls ? 'broken' : 'unsafe';
  return [serverFinding(each, 'WEB_CONFIG_NOT_PASSED', severity, { web: beside.path }, { path: beside.path, field: '--web.config.file', raw: 'TLS is disabled.' })];
}

/** Codes: WEB_CONFIG_FLAG_UNKNOWN, CONFIGS_SWAPPED (broken), WEB_CONFIG_NOT_PASSED (broken where a job expects TLS, else unsafe). */
export function checkWebConfigFlag(view: SetupView): Finding[] {
  return view.servers.flatMap((each) => [...unknownFlag(each), ...swapped(view, each), ...notPassed(view, each)]);
}
