/**
 * The command line of Prometheus, as its flag library (kingpin) reads it: `--name=value`, `--name value`, `--switch`,
 * `--no-switch`, `-h`, and `--` after which nothing is a flag.
 */

/** Switches of 2.24 to 3.x, from their --help: they take no word after them. Every other flag takes one value. */
const switches = new Set([
  'h',
  'help',
  'help-long',
  'help-man',
  'version',
  'agent',
  'auto-gomaxprocs',
  'auto-gomemlimit',
  'config.auto-reload',
  'web.enable-lifecycle',
  'web.enable-admin-api',
  'web.enable-remote-write-receiver',
  'web.enable-otlp-receiver',
  'storage.tsdb.no-lockfile',
  'storage.tsdb.use-lockfile',
  'storage.tsdb.allow-overlapping-blocks',
  'storage.tsdb.allow-overlapping-compaction',
  'storage.tsdb.wal-compression',
  'storage.agent.no-lockfile',
  'storage.agent.use-lockfile',
  'storage.agent.wal-compression',
  'alertmanager.drain-notification-queue-on-shutdown',
]);

export interface Flag {
  readonly name: string;
  /** null for a switch that is on, 'false' for `--no-name`. */
  readonly value: string | null;
  /** Place and number of the words it takes on the command line. */
  readonly index: number;
  readonly words: number;
}

/** @param args arguments after the program's name */
export function parseFlags(args: readonly string[]): Flag[] {
  const flags: Flag[] = [];
  for (let index = 0; index < args.length; index += flags.at(-1)?.index === index ? (flags.at(-1)?.words ?? 1) : 1) {
    const word = args[index] ?? '';
    if (word === '--') break;
    if (!/^--?[^-]/.test(word)) continue;
    const [name = '', ...rest] = word.replace(/^--?/, '').split('=');
    const positive = name.startsWith('no-') ? name.slice(3) : null;
    if (rest.length > 0) flags.push({ name, value: rest.join('='), index, words: 1 });
    else if (switches.has(name)) flags.push({ name, value: null, index, words: 1 });
    else if (positive !== null && switches.has(positive)) flags.push({ name: positive, value: 'false', index, words: 1 });
    else {
      const next = args[index + 1];
      // kingpin takes no word that begins with a dash for a value; so the switches of other servers need no list here.
      const takesNext = next !== undefined && !/^-./.test(next);
      flags.push({ name, value: takesNext ? next : null, index, words: takesNext ? 2 : 1 });
    }
  }
  return flags;
}

/** The value a flag has: the last one given, as the flag library takes it; null where it is not given. */
export function flagValue(args: readonly string[], name: string): string | null {
  return parseFlags(args).findLast((flag) => flag.name === name)?.value ?? null;
}

/** Whether a switch is on. */
export function flagIsOn(args: readonly string[], name: string): boolean {
  const flag = parseFlags(args).findLast((each) => each.name === name);
  return flag !== undefined && flag.value !== 'false';
}

/**
 * Changes flags and keeps every other word where it was.
 * @param changes a string sets `--name=value`, true sets the switch, null takes the flag away
 */
export function setFlags(args: readonly string[], changes: Readonly<Record<string, string | true | null>>): string[] {
  const words = (name: string, value: string | true | null) =>
    value === null ? [] : [value === true ? `--${name}` : `--${name}=${value}`];
  const flags = parseFlags(args);
  const result: string[] = [];
  const placed = new Set<string>();
  for (let index = 0; index < args.length; ) {
    const flag = flags.find((each) => each.index === index);
    const change = flag !== undefined && Object.hasOwn(changes, flag.name) ? changes[flag.name] : undefined;
    if (flag === undefined || change === undefined) {
      const count = flag?.words ?? 1;
      result.push(...args.slice(index, index + count));
      index += count;
      continue;
    }
    if (!placed.has(flag.name)) result.push(...words(flag.name, change));
    placed.add(flag.name);
    index += flag.words;
  }
  const added = Object.entries(changes).flatMap(([name, value]) => (placed.has(name) ? [] : words(name, value)));
  const end = result.indexOf('--');
  return end < 0 ? [...result, ...added] : [...result.slice(0, end), ...added, ...result.slice(end)];
}

/** Prometheus's own default of --web.listen-address. */
export const defaultListen = '0.0.0.0:9090';

/**
 * All addresses it listens on: the flag may be given more than once since 2.55.
 * @param unlessGiven where the program listens by itself
 */
export function listenAddressesOf(args: readonly string[], unlessGiven = defaultListen): string[] {
  const given = parseFlags(args).flatMap(({ name, value }) => (name === 'web.listen-address' && value !== null ? [value] : []));
  return given.length > 0 ? given : [unlessGiven];
}

/** The first address it listens on. */
export function listenAddressOf(args: readonly string[]): string {
  return listenAddressesOf(args)[0] ?? defaultListen;
}

/** Splits host and port of a Go listen address (`net.SplitHostPort`): `:9090`, `127.0.0.1:9090`, `[::1]:9090`; null for other text. */
export function splitListen(listen: string): { host: string; port: number } | null {
  const found = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(listen.trim());
  if (found === null) return null;
  const port = Number(found[3]);
  return port > 65535 ? null : { host: found[1] ?? found[2] ?? '', port };
}

/** Whether a listen address takes connections from other machines. An empty host is every address. */
export function listensBeyondLoopback(listen: string): boolean {
  const host = splitListen(listen)?.host ?? '';
  return !(host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host));
}

export interface ManagedStart {
  readonly configFile: string;
  /** null: plain HTTP without passwords. */
  readonly webConfigFile: string | null;
  readonly listen: string;
  readonly dataFolder: string;
  readonly externalUrl: string | null;
  readonly lifecycle: boolean;
  readonly adminApi: boolean;
}

/** The arguments with which PromSeal itself starts Prometheus. */
export function prometheusArgs(start: ManagedStart): string[] {
  return [
    `--config.file=${start.configFile}`,
    ...(start.webConfigFile === null ? [] : [`--web.config.file=${start.webConfigFile}`]),
    `--web.listen-address=${start.listen}`,
    `--storage.tsdb.path=${start.dataFolder}`,
    // Without it links in alerts say http, even when the server speaks TLS.
    ...(start.externalUrl === null ? [] : [`--web.external-url=${start.externalUrl}`]),
    ...(start.lifecycle ? ['--web.enable-lifecycle'] : []),
    ...(start.adminApi ? ['--web.enable-admin-api'] : []),
  ];
}
