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
import { startCommand, unitCommands } from './handCommands.ts';
import { inFolder } from './paths.ts';

export interface ProcessPart {
  action: Action | null;
  /** Arguments after the change, for the endpoint's prefix and the lifecycle checks. */
  args: string[];
  problems: Problem[];
}

interface Change {
  tls: boolean;
  names: readonly string[];
  scrapeChanged: boolean;
  webChanged: boolean;
}

const ours = (answers: Answers): boolean => ['binary', 'download', 'rehearsal'].includes(answers.server.kind);

function externalUrl(answers: Answers, facts: HostFacts, change: Change): string {
  const port = portOf(facts.server.listen);
  const host = preferredName(change.names, facts.server.listen);
  return answers.options.external_url ?? `${change.tls ? 'https' : 'http'}://${hostPort(host, port)}/`;
}

/** The arguments the server must have afterwards. Flags that the answers do not settle stay as they are. */
function wantedArgs(answers: Answers, facts: HostFacts, change: Change): string[] {
  const { server } = facts;
  if (ours(answers)) {
    return prometheusArgs({
      configFile: facts.scrapeConfig.path,
      webConfigFile: facts.webConfig.path,
      listen: server.listen,
      dataFolder: inFolder(facts.folder.path, 'data'),
      externalUrl: externalUrl(answers, facts, change),
      lifecycle: answers.options.lifecycle,
      adminApi: answers.options.admin_api,
    });
  }
  const changes: Record<string, string | true> = {};
  if (server.webConfigFile !== facts.webConfig.path) changes['web.config.file'] = facts.webConfig.path;
  if (answers.options.lifecycle) changes['web.enable-lifecycle'] = true;
  if (answers.options.admin_api) changes['web.enable-admin-api'] = true;
  if (answers.options.external_url !== undefined) changes['web.external-url'] = answers.options.external_url;
  return setFlags(server.args, changes);
}

function restartReason(facts: HostFacts, change: Change): string {
  if ((facts.server.servesTls ?? false) !== change.tls) {
    return `TLS cannot be turned ${change.tls ? 'on' : 'off'} while Prometheus runs, so it is restarted.`;
  }
  return 'Its command line changes, so it is restarted.';
}

function planOurs(facts: HostFacts, argv: string[], change: Change, sameArgs: boolean): Action | null {
  const workingDirectory = facts.folder.path;
  if (!facts.server.running) {
    return { kind: 'process.start', argv, workingDirectory, why: 'Prometheus is started with these flags and watched until it answers with your certificate.' };
  }
  if (!sameArgs || (facts.server.servesTls ?? false) !== change.tls) {
    return { kind: 'process.restart', argv, workingDirectory, why: restartReason(facts, change) };
  }
  if (!change.scrapeChanged) return null;
  return { kind: 'process.reload', how: 'signal', why: 'Prometheus reads prometheus.yml again on a signal to this process alone; it keeps running.' };
}

function planTheirRestart(facts: HostFacts, args: string[], change: Change, sameArgs: boolean): Action {
  const { server } = facts;
  const why = `${restartReason(facts, change)} PromSeal did not start it, so it is yours to restart; until then it goes on as before.`;
  const argv = [server.binary ?? 'prometheus', ...args];
  if (server.control === 'systemd' && server.unit !== null) {
    if (sameArgs && server.mayControl) {
      return { kind: 'service.restart', unit: server.unit, why: restartReason(facts, change) };
    }
    const commands = sameArgs ? [`sudo systemctl restart ${server.unit}`] : unitCommands(server.unit, argv);
    return { kind: 'hands', commands, why };
  }
  return { kind: 'hands', commands: [startCommand(server.workingDirectory, argv)], why: `${why} Stop it, then start it again with this command.` };
}

function planTheirs(facts: HostFacts, args: string[], change: Change, sameArgs: boolean): Action | null {
  const { server } = facts;
  if (!sameArgs || (server.running && (server.servesTls ?? false) !== change.tls)) {
    return planTheirRestart(facts, args, change, sameArgs);
  }
  if (!change.scrapeChanged || !server.running) return null;
  const why = 'Prometheus reads prometheus.yml again; it keeps running.';
  if (server.mayControl) return { kind: 'process.reload', how: server.control === 'systemd' ? 'systemd' : 'signal', why };
  if (flagIsOn(server.args, 'web.enable-lifecycle')) {
    return { kind: 'process.reload', how: 'lifecycle', why };
  }
  const command = server.unit === null ? 'sudo kill -HUP PID' : `sudo systemctl kill --signal=HUP ${server.unit}`;
  return { kind: 'hands', commands: [command], why: 'Prometheus belongs to another user: ask it to read prometheus.yml again.' };
}

/** Plans start, restart, reload, instructions or nothing: the least that this change needs. */
export function planProcess(answers: Answers, facts: HostFacts, change: Change): ProcessPart {
  const args = wantedArgs(answers, facts, change);
  const sameArgs = JSON.stringify(args) === JSON.stringify(facts.server.args);
  const program = answers.server.kind === 'rehearsal' ? 'promseal-rehearsal' : (facts.server.binary ?? 'prometheus');
  const problems = [...facts.server.problems];
  if (splitListen(facts.server.listen) === null) {
    problems.push(problem('LISTEN_INVALID', { listen: facts.server.listen }, { field: 'server.listen' }));
  }
  if (facts.server.portTakenBy !== null && !facts.server.running) {
    problems.push(problem('PORT_TAKEN', { listen: facts.server.listen, program: facts.server.portTakenBy }, { field: 'server.listen' }));
  }
  const action = ours(answers)
    ? planOurs(facts, [program, ...args], change, sameArgs)
    : planTheirs(facts, args, change, sameArgs);
  return { action, args, problems };
}
