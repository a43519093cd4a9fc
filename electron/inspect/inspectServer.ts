/** The facts of the server: what is known of it, completed by what its program and its port say. */
import { dirname, join } from 'node:path';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { ServerFacts } from '../../shared/model/hostFacts.ts';
import { splitListen } from '../../shared/prometheus/flags.ts';
import { knowsFeature } from '../../shared/prometheus/versions.ts';
import { pathFacts } from '../host/statFiles.ts';
import { releaseProblem } from '../release/releaseProblem.ts';
import { asProblem } from './asProblem.ts';
import { findPromtool, versionOf } from './checkBinary.ts';
import { configFileInUse } from './configFileInUse.ts';
import { programOn, sameListen } from './findListener.ts';
import type { Machine } from './machine.ts';
import { servesTls } from './servesTls.ts';
import { viewServer, type ServerView } from './serverView.ts';

interface Programs {
  readonly version: string | null;
  readonly promtool: string | null;
  readonly knowsWebConfig: boolean;
  readonly problems: Problem[];
}

/** What the program says; the answer's own version where it is still to be downloaded. */
async function askPrograms({ server }: Answers, view: ServerView): Promise<Programs> {
  const { binary } = view;
  if (server.kind === 'rehearsal') return { version: null, promtool: null, knowsWebConfig: true, problems: [] };
  if (server.kind === 'download' && (binary === null || pathFacts(binary) === null)) {
    const promtool = binary === null ? null : join(dirname(binary), 'promtool');
    const refused = releaseProblem(server.version);
    return { version: null, promtool, knowsWebConfig: knowsFeature(server.version, 'webConfig') || refused !== null, problems: refused === null ? [] : [refused] };
  }
  const promtool = findPromtool(binary);
  // Nothing can be said against a program that cannot be asked; what is wrong with it is a problem of its own.
  if (binary === null) return { version: null, promtool, knowsWebConfig: true, problems: [] };
  const chosen = server.kind === 'binary';
  const extra = chosen ? { field: 'server.binary' } : { severity: 'warning' as const };
  try {
    const [version, promtoolVersion] = await Promise.all([versionOf(binary, 'prometheus'), versionOfPromtool(promtool)]);
    if (version === null) return { version, promtool, knowsWebConfig: true, problems: [problem('BINARY_NOT_PROMETHEUS', { path: binary }, extra)] };
    const problems = comparePromtool({ promtool, version: promtoolVersion }, version);
    return { version, promtool, knowsWebConfig: view.webConfigFile !== null || knowsFeature(version, 'webConfig'), problems };
  } catch (error) {
    const found = chosen ? asProblem(error, extra) : problem('BINARY_UNREADABLE_VERSION', { path: binary }, extra);
    return { version: null, promtool, knowsWebConfig: true, problems: [found] };
  }
}

async function versionOfPromtool(promtool: string | null): Promise<string | null> {
  return promtool === null ? null : await versionOf(promtool, 'promtool').catch(() => null);
}

/** A promtool of another release may refuse what Prometheus takes, or the other way round. */
function comparePromtool({ promtool, version }: { promtool: string | null; version: string | null }, prometheus: string): Problem[] {
  if (promtool === null || version === prometheus) return [];
  return [problem('PROMTOOL_OTHER_VERSION', { promtool: version ?? 'unknown', prometheus }, { severity: 'warning' })];
}

/** Who is on the port that this server wants, when it is not this server. */
async function strangerOn(view: ServerView, machine: Machine): Promise<string | null> {
  if (view.listensNow !== null && sameListen(view.listensNow, view.listen)) return null;
  return await programOn(view.listen, machine);
}

/** Why the server that was named cannot be found. */
function notFound(answers: Answers, view: ServerView, stranger: string | null): Problem[] {
  if (answers.server.kind !== 'running' || view.running) return [];
  const extra = { field: 'server.listen' };
  const { listen } = view;
  return [stranger === null ? problem('SERVER_NOT_RUNNING', { listen }, extra) : problem('SERVER_NOT_PROMETHEUS', { listen, program: stranger }, extra)];
}

async function configFileOf(view: ServerView): Promise<string | null> {
  const theirs = view.control === 'process' || view.control === 'systemd';
  return theirs ? await configFileInUse(view) : view.configFile;
}

/** @param folder of the setup, absolute */
export async function inspectServer(answers: Answers, folder: string, machine: Machine, rehearsalCommand: readonly string[]): Promise<ServerFacts> {
  const view = viewServer(answers, folder, machine, rehearsalCommand);
  const { listensNow, binary, problems, ...settled } = view;
  const place = listensNow === null ? null : splitListen(listensNow);
  const [programs, configFile, stranger, tls] = await Promise.all([
    askPrograms(answers, view),
    configFileOf(view),
    strangerOn(view, machine),
    place === null ? null : servesTls(place.host, place.port),
  ]);
  return {
    ...settled,
    configFile,
    binary,
    version: programs.version,
    knowsWebConfig: programs.knowsWebConfig,
    promtool: programs.promtool,
    servesTls: tls,
    portTakenBy: stranger,
    problems: [...problems, ...programs.problems, ...notFound(answers, view, stranger)],
  };
}
