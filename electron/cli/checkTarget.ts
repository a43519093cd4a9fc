/** What the words behind `check` and `heal` mean: files, one folder, a server or a unit. */
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import { splitListen } from '../../shared/prometheus/flags.ts';
import { fullPath } from '../host/fullPath.ts';
import { pathFacts } from '../host/statFiles.ts';
import { UsageError } from './usageError.ts';

export interface TargetOptions {
  readonly listen?: string | undefined;
  readonly unit?: string | undefined;
  /** Servers are not looked for. */
  readonly offline?: boolean | undefined;
}

/** The contract takes no more; a folder may hold any number. */
const mostFiles = 1000;

function pathTarget(command: string, operands: readonly string[], offline: boolean): CheckTarget {
  const paths = operands.map((operand) => fullPath(operand));
  const [folder] = paths.filter((path) => pathFacts(path)?.isFolder === true);
  if (folder !== undefined && paths.length > 1) throw new UsageError(`${command} takes files or one folder; ${folder} is a folder, and more was given`);
  if (paths.length > mostFiles) throw new UsageError(`${command} takes up to ${String(mostFiles)} files at once, and ${String(paths.length)} were given`);
  const mode = offline ? { offline } : {};
  return folder === undefined ? { kind: 'files', paths, ...mode } : { kind: 'folder', folder, ...mode };
}

/** @throws UsageError unless exactly one thing is meant */
export function checkTarget(command: string, operands: readonly string[], { listen, unit, offline = false }: TargetOptions): CheckTarget {
  const ways = [operands.length > 0, listen !== undefined, unit !== undefined].filter((given) => given);
  if (ways.length === 0 || operands.includes('')) throw new UsageError(`${command} needs files, a folder, --listen HOST:PORT or --unit NAME behind it`);
  if (ways.length > 1) throw new UsageError(`${command} takes files or a folder, or --listen, or --unit, and not two of them`);
  if (operands.length > 0) return pathTarget(command, operands, offline);
  if (offline) throw new UsageError('--offline goes with files or a folder; a server is looked at where it runs');
  if (listen !== undefined) {
    if (splitListen(listen) === null) throw new UsageError('--listen takes HOST:PORT, such as 127.0.0.1:9090');
    return { kind: 'server', listen };
  }
  if (unit === undefined || !/^[\w:.@\\-]{1,255}$/.test(unit)) throw new UsageError('--unit takes the name of a systemd unit, such as prometheus.service');
  return { kind: 'unit', unit };
}

/** The words that mean this target, to paste into a shell. */
export function targetWords(target: CheckTarget): string {
  switch (target.kind) {
    case 'files':
      return target.paths.map(shellQuote).join(' ');
    case 'folder':
      return shellQuote(target.folder);
    case 'server':
      return `--listen ${shellQuote(target.listen)}`;
    case 'unit':
      return `--unit ${shellQuote(target.unit)}`;
  }
}
