/**
 * What has to happen to the process. The exporter toolkit reads web.yml on every request and connection, so users and
 * certificates need nothing; prometheus.yml needs a reload; TLS on or off and every flag need a restart
 * (https://prometheus.io/docs/prometheus/latest/configuration/https/).
 */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import { flagIsOn, prometheusArgs, setFlags, splitListen } from '../prometheus/flags.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { hostPort, portOf, preferredName } from './address.ts';
import { reloadCommand, restartCommands, unitCommands, unitRestartCommand } from './handCommands.ts';
import { inFolder } from './paths.ts';

export interface ProcessPart {
  action: Action | null;
  problems: Problem[];
}

/** How the server is reached: what certificate and users settle. */
interface Reached {
  readonly tls: boolean;
  readonly names: readonly string[];
  readonly asksUsers: boolean;
}

interface Change {
  tls: boolean;
  /** Of the server after the change. */
  args: string[];
  scrapeChanged: boolean;
  webChanged: boolean;
  /** Something changes that counts only after a restart, beside flags and TLS. */
  restart: boolean;
}

const ours = (answers: Answers): boolean => ['binary', 'download', 'rehearsal'].includes(answers.server.kind);

function externalUrl(answers: Answers, facts: HostFacts, reached: Reached): string {
  const port = portOf(facts.server.listen);
  const host = preferredName(reached.names, facts.server.listen);
  return answers.options.external_url ?? `${reached.tls ? 'https' : 'http'}://${hostPort(host, port)}/`;
}

/** The arguments the server must have afterwards. Flags that the answers do not settle stay as they are. */
export function wantedArgs(answers: Answers, facts: HostFacts, reached: Reached): string[] {
  const { server } = facts;
  if (answers.server.kind === 'files') return [];
  if (ours(answers)) {
    return prometheusArgs({
      configFile: facts.scrapeConfig.path,
      webConfigFile: facts.webConfig.path,
      listen: server.listen,
      dataFolder: inFolder(facts.folder.path, 'data'),
      externalUrl: externalUrl(answers, facts, reached),
      lifecycle: answers.options.lifecycle,
      adminApi: answers.options.admin_api,
    });
  }
  const changes: Record<string, string | true> = {};
  // A server without TLS and users does well without a web.yml.
  const needsWebConfig = reached.tls || reached.asksUsers || server.webConfigFile !== null;
  if (needsWebConfig && server.webConfigFile !== facts.webConfig.path) changes['web.config.file'] = facts.webConfig.path;
  if (answers.options.lifecycle) changes['web.enable-lifecycle'] = true;
  if (answers.options.admin_api) changes['web.enable-admin-api'] = true;
  if (answers.options.external_url !== undefined) changes['web.external-url'] = answers.options.external_url;
  return setFlags(server.args, changes);
}

const tlsSwitches = ({ server }: HostFacts, change: Change): boolean => (server.servesTls ?? false) !== change.tls;
const mustRestart = (facts: HostFacts, change: Change): boolean => change.restart || tlsSwitches(facts, change);

function restartReason(facts: HostFacts, change: Change): string {
  if (change.restart) return 'What changes counts only after a restart, so it is restarted.';
  return tlsSwitches(facts, change)
    ? `TLS cannot be turned ${change.tls ? 'on' : 'off'} while Prometheus runs, so it is restarted.`
    : 'Its command line changes, so it is restarted.';
}

function planOurs(facts: HostFacts, argv: string[], change: Change, sameArgs: boolean): Action | null {
  const workingDirectory = facts.folder.path;
  if (!facts.server.running) {
    return { kind: 'process.start', argv, workingDirectory, why: 'Prometheus is started with these flags and watched until it answers with your certificate.' };
  }
  if (!sameArgs || mustRestart(facts, change)) {
    return { kind: 'process.restart', argv, workingDirectory, why: restartReason(facts, change) };
  }
  if (!change.scrapeChanged) return null;
  return { kind: 'process.reload', how: 'signal', why: 'Prometheus reads prometheus.yml again on a signal to this process alone; it keeps running.' };
}

/** What the server does between the write of web.yml, which it reads on every request, and its restart. */
function meanwhile({ server }: HostFacts, change: Change): string {
  if (server.webConfigFile === null || !change.webChanged) return 'Until then it goes on as before.';
  return change.tls
    ? 'The users in web.yml count at once, over plain HTTP until then: restart it soon.'
    : 'Until then it refuses new connections, because web.yml has no certificate any more: restart it at once.';
}

function planTheirRestart(facts: HostFacts, change: Change, sameArgs: boolean): Action {
  const { server } = facts;
  const why = `${restartReason(facts, change)} PromSeal did not start it, so it is yours to restart.`;
  const argv = [server.binary ?? 'prometheus', ...change.args];
  if (server.control !== 'systemd' || server.unit === null) {
    const commands = restartCommands({ ...server, isRoot: facts.isRoot }, argv);
    return { kind: 'hands', commands, why: `${why} ${meanwhile(facts, change)} Where something else keeps it running, change its command line there instead.` };
  }
  if (sameArgs && server.mayControl) return { kind: 'service.restart', unit: server.unit, why: restartReason(facts, change) };
  const commands = sameArgs ? [unitRestartCommand(server.unit)] : unitCommands(server.unit, argv);
  return { kind: 'hands', commands, why: `${why} ${meanwhile(facts, change)}` };
}

function planTheirs(facts: HostFacts, change: Change, sameArgs: boolean): Action | null {
  const { server } = facts;
  if (!sameArgs || (server.running && mustRestart(facts, change))) return planTheirRestart(facts, change, sameArgs);
  if (!change.scrapeChanged || !server.running) return null;
  const why = 'Prometheus reads prometheus.yml again; it keeps running.';
  if (server.mayControl) return { kind: 'process.reload', how: server.control === 'systemd' ? 'systemd' : 'signal', why };
  if (flagIsOn(server.args, 'web.enable-lifecycle')) {
    return { kind: 'process.reload', how: 'lifecycle', why };
  }
  return { kind: 'hands', commands: [reloadCommand(server.unit)], why: 'Prometheus belongs to another user: ask it to read prometheus.yml again.' };
}

/** Plans start, restart, reload, instructions or nothing: the least that this change needs. */
export function planProcess(answers: Answers, facts: HostFacts, change: Change): ProcessPart {
  const { server } = facts;
  if (answers.server.kind === 'files') return { action: null, problems: [] };
  const sameArgs = JSON.stringify(change.args) === JSON.stringify(server.args);
  const program = answers.server.kind === 'rehearsal' ? 'promseal-rehearsal' : (server.binary ?? 'prometheus');
  const problems = [...server.problems];
  if (splitListen(server.listen) === null) problems.push(problem('LISTEN_INVALID', { listen: server.listen }, { field: 'server.listen' }));
  if (server.portTakenBy !== null && !server.running) {
    problems.push(problem('PORT_TAKEN', { listen: server.listen, program: server.portTakenBy }, { field: 'server.listen' }));
  }
  const action = ours(answers) ? planOurs(facts, [program, ...change.args], change, sameArgs) : planTheirs(facts, change, sameArgs);
  return { action, problems };
}
