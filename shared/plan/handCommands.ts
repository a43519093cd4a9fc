/** The commands a person runs where PromSeal may not: restarting or reloading a server that is not its own. */
import { shellQuote } from '../doctor/shellQuote.ts';

/**
 * Quotes one argument of a unit's ExecStart: systemd.service(5), "Command lines". `%` and `$` would be expanded
 * there, a backslash would escape.
 */
export function quoteForUnit(word: string): string {
  const escaped = word.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/%/g, '%%').replace(/\$/g, '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

/** Commands that give a unit another command line by a drop-in and restart it. */
export function unitCommands(unit: string, argv: readonly string[]): string[] {
  const folder = `/etc/systemd/system/${unit}.d`;
  const exec = argv.map(quoteForUnit).join(' ');
  return [
    `sudo mkdir -p ${shellQuote(folder)}`,
    `printf '[Service]\\nExecStart=\\nExecStart=%s\\n' ${shellQuote(exec)} | sudo tee ${shellQuote(`${folder}/promseal.conf`)}`,
    'sudo systemctl daemon-reload',
    `sudo systemctl restart ${shellQuote(unit)}`,
  ];
}

/** The command that starts a server again with these arguments, to be run after it was stopped. */
export function startCommand(workingDirectory: string | null, argv: readonly string[]): string {
  const run = argv.map(shellQuote).join(' ');
  return workingDirectory === null ? run : `cd ${shellQuote(workingDirectory)} && ${run}`;
}
