/** An action as the path or command line it stands for, so that people learn what they could do themselves. */
import { shellQuote } from '../doctor/shellQuote.ts';
import type { Action } from '../model/plan.ts';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** The commands or files of one action. Nothing in it is secret: material is named, not contained. */
export function describeCommand(action: Action): string[] {
  switch (action.kind) {
    case 'folder.create':
      return [`mkdir -m ${octal(action.mode)} ${shellQuote(action.path)}`];
    case 'file.write':
      return [`${action.path} (${octal(action.mode)})`];
    case 'file.mode':
      return [
        ...(action.owner === null ? [] : [`chown ${String(action.owner.uid)}:${String(action.owner.gid)} ${shellQuote(action.path)}`]),
        `chmod ${octal(action.mode)} ${shellQuote(action.path)}`,
      ];
    case 'yaml.edit':
      return [action.path];
    case 'promtool.check':
      return [`promtool check ${action.what === 'webConfig' ? 'web-config' : 'config'} ${shellQuote(action.path)}`];
    case 'release.download':
      return [`prometheus ${action.version} into ${action.into}`];
    case 'process.start':
    case 'process.restart':
      return [action.argv.map(shellQuote).join(' ')];
    case 'process.reload':
      return [action.how === 'lifecycle' ? 'POST /-/reload' : action.how === 'systemd' ? 'systemctl kill --signal=HUP' : 'kill -HUP (this process alone)'];
    case 'service.restart':
      return [`systemctl restart ${shellQuote(action.unit)}`];
    case 'hands':
      return [...action.commands];
  }
}
