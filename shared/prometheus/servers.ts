/** The servers that take a web.yml: what their programs are called and which flags lead to their files. Sources: their --help. */
import type { ServerKind } from '../model/setupFacts.ts';
import { defaultListen, flagValue } from './flags.ts';

export interface KnownServer {
  /** Names of the program; Debian puts `prometheus-` before those of the others. A version may follow. */
  readonly programs: readonly string[];
  /** The flag that names its web.yml. An older name counts where the newer is not given. */
  readonly webFlags: readonly string[];
  /** Unless --web.listen-address says another. */
  readonly listen: string;
  /** Unless --config.file says another, in its working directory; null for a server without such a file. */
  readonly configFile: string | null;
}

const webConfigFile = ['web.config.file'];

export const knownServers: Readonly<Record<ServerKind, KnownServer>> = {
  prometheus: { programs: ['prometheus'], webFlags: webConfigFile, listen: defaultListen, configFile: 'prometheus.yml' },
  // 1.0 to 1.4 call the flag --web.config.
  node_exporter: { programs: ['node_exporter', 'node-exporter', 'prometheus-node-exporter'], webFlags: [...webConfigFile, 'web.config'], listen: ':9100', configFile: null },
  alertmanager: { programs: ['alertmanager', 'prometheus-alertmanager'], webFlags: webConfigFile, listen: ':9093', configFile: 'alertmanager.yml' },
  pushgateway: { programs: ['pushgateway', 'prometheus-pushgateway'], webFlags: webConfigFile, listen: ':9091', configFile: null },
  blackbox_exporter: {
    programs: ['blackbox_exporter', 'blackbox-exporter', 'prometheus-blackbox-exporter'],
    webFlags: webConfigFile,
    listen: ':9115',
    configFile: 'blackbox.yml',
  },
};

export const serverKinds = Object.keys(knownServers) as readonly ServerKind[];

const names = serverKinds.map((kind) => [kind, new RegExp(`^(?:${knownServers[kind].programs.join('|')})(?:[-_.]?v?\\d.*)?(?:\\.exe)?$`)] as const);

/**
 * The server that a program is by its name.
 * @param program without its folder, such as `prometheus-3.5.0` or `prometheus-node-exporter`
 */
export function kindOfProgram(program: string): ServerKind | null {
  return names.find(([, pattern]) => pattern.test(program))?.[0] ?? null;
}

/** The web.yml that a command line names, as written there; null without one. An empty name counts as none. */
export function webConfigOf(kind: ServerKind, args: readonly string[]): string | null {
  const given = knownServers[kind].webFlags.map((flag) => flagValue(args, flag)).find((value) => value !== null);
  return given === undefined || given === '' ? null : given;
}
