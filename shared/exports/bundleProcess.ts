/** What has to happen to the server once root has installed a bundle, and the drop-in by which its unit gets new flags. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Plan } from '../model/plan.ts';
import { quoteForUnit, reloadCommand, restartCommands } from '../plan/handCommands.ts';
import { wantedArgs } from '../plan/planProcess.ts';
import type { BundleProcess } from './bundleSpec.ts';

export interface BundledProcess {
  readonly process: BundleProcess;
  /** Whether Prometheus reads prometheus.yml again while it runs. */
  readonly rereads: boolean;
  /** A file of systemd that is to be written; null where the command line stays. */
  readonly dropIn: { readonly path: string; readonly text: string } | null;
}

function argsAfter(answers: Answers, facts: HostFacts, { endpoint }: Plan): string[] {
  return wantedArgs(answers, facts, { tls: endpoint.tls, names: [], asksUsers: endpoint.users.length > 0 });
}

/**
 * The command line as the unit has it, with the new flags behind it: so `$ARGS` of /etc/default goes on to count, and
 * no file that belongs to the package changes. Where a flag in it has another value, all of it is written out.
 */
function commandLine(execStart: string, { server }: HostFacts, wanted: readonly string[]): string {
  const added = wanted.slice(server.args.length);
  const goesOn = execStart !== '' && server.args.every((word, at) => wanted[at] === word);
  if (goesOn) return [execStart, ...added.map(quoteForUnit)].join(' ');
  return [server.binary ?? 'prometheus', ...wanted].map(quoteForUnit).join(' ');
}

function dropInText(command: string): string {
  // The empty line forgets the command of the unit; with two of them systemd refuses the unit: systemd.service(5).
  return `# Written by PromSeal. Without this file the unit starts as it did before.\n[Service]\nExecStart=\nExecStart=${command}\n`;
}

/** Without a unit a person restarts it: with sudo, whoever that is, and with the number of the process filled in. */
function byHand(facts: HostFacts, wanted: readonly string[], reload: boolean): BundleProcess {
  if (reload) return { kind: 'hands', commands: [reloadCommand(null)], back: [reloadCommand(null)] };
  const server = { ...facts.server, mayControl: false, isRoot: false };
  const program = server.binary ?? 'prometheus';
  return { kind: 'hands', commands: restartCommands(server, [program, ...wanted]), back: restartCommands(server, [program, ...server.args]) };
}

/**
 * @param facts as root sees them, see `bundleFacts`
 * @param execStart ExecStart of the unit as it is written; empty where there is none
 */
export function bundleProcess(answers: Answers, facts: HostFacts, plan: Plan, execStart: string): BundledProcess {
  const { unit, control, args } = facts.server;
  const kinds = new Set(plan.actions.map(({ kind }) => kind));
  const reload = kinds.has('process.reload');
  if (!reload && !kinds.has('service.restart') && !kinds.has('hands')) return { process: { kind: 'none' }, rereads: false, dropIn: null };
  const wanted = argsAfter(answers, facts, plan);
  if (control !== 'systemd' || unit === null) return { process: byHand(facts, wanted, reload), rereads: reload, dropIn: null };
  if (reload) return { process: { kind: 'reload', unit }, rereads: true, dropIn: null };
  const sameArgs = JSON.stringify(wanted) === JSON.stringify(args);
  const dropIn = sameArgs ? null : { path: `/etc/systemd/system/${unit}.d/promseal.conf`, text: dropInText(commandLine(execStart, facts, wanted)) };
  return { process: { kind: 'restart', unit }, rereads: false, dropIn };
}
