/** The commands a person runs where PromSeal may not: restarting or reloading a server that is not its own. */
import { shellQuote } from '../doctor/shellQuote.ts';
import type { ServerFacts } from '../model/hostFacts.ts';

/**
 * Quotes one argument of a unit's ExecStart: systemd.service(5), "Command lines". `%` and `$` would be expanded
 * there, a backslash would escape.
 */
export function quoteForUnit(word: string): string {
  const escaped = word.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/%/g, '%%').replace(/\$/g, '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

const dropInFolder = (unit: string): string => `/etc/systemd/system/${unit}.d`;

/** The command that restarts a unit whose command line stays. */
export function unitRestartCommand(unit: string): string {
  return `sudo systemctl restart ${shellQuote(unit)}`;
}

/** Commands that give a unit another command line by a drop-in and restart it. */
export function unitCommands(unit: string, argv: readonly string[]): string[] {
  const folder = dropInFolder(unit);
  const exec = argv.map(quoteForUnit).join(' ');
  return [
    `sudo mkdir -p ${shellQuote(folder)}`,
    `printf '[Service]\\nExecStart=\\nExecStart=%s\\n' ${shellQuote(exec)} | sudo tee ${shellQuote(`${folder}/promseal.conf`)}`,
    'sudo systemctl daemon-reload',
    unitRestartCommand(unit),
  ];
}

/** Commands that take the drop-in of `unitCommands` away again. */
export function unitBackCommands(unit: string): string[] {
  return [`sudo rm -f ${shellQuote(`${dropInFolder(unit)}/promseal.conf`)}`, 'sudo systemctl daemon-reload', unitRestartCommand(unit)];
}

/** The command that starts a server again with these arguments, to be run after it was stopped. */
export function startCommand(workingDirectory: string | null, argv: readonly string[]): string {
  const run = argv.map(shellQuote).join(' ');
  return workingDirectory === null ? run : `cd ${shellQuote(workingDirectory)} && ${run}`;
}

export interface TheirServer extends Pick<ServerFacts, 'mayControl' | 'account' | 'workingDirectory'> {
  readonly isRoot: boolean;
}

/** Stands for the number of the process, which a plan does not know: it would change the plan's digest every time. */
const processNumber = 'PID';

/**
 * Commands that end a server, wait until it has closed its data and let go of its port, and start it as the account
 * it ran as. `PID` stands for its number: see `withProcessNumber`.
 */
export function restartCommands(server: TheirServer, argv: readonly string[]): string[] {
  const { account, isRoot, mayControl, workingDirectory } = server;
  const start = startCommand(workingDirectory, argv);
  const become = isRoot ? 'runuser' : 'sudo';
  return [
    `${mayControl ? '' : 'sudo '}kill ${processNumber}`,
    `while [ -e /proc/${processNumber} ]; do sleep 0.2; done`,
    account === null ? start : `${become} -u ${shellQuote(account.name)} -- sh -c ${shellQuote(start)}`,
  ];
}

/** The command by which a server of another account reads prometheus.yml again. */
export function reloadCommand(unit: string | null): string {
  return unit === null ? `sudo kill -HUP ${processNumber}` : `sudo systemctl kill --signal=HUP ${shellQuote(unit)}`;
}

/** Puts the number of the process into the commands that name it; the others are left as they are. */
export function withProcessNumber(commands: readonly string[], pid: number): string[] {
  const place = new RegExp(`^((?:sudo )?kill (?:-HUP )?|while \\[ -e /proc/)${processNumber}( \\]; do sleep 0\\.2; done)?$`);
  return commands.map((command) => command.replace(place, (_, head: string, tail: string | undefined) => `${head}${String(pid)}${tail ?? ''}`));
}
