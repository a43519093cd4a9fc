/**
 * A Debian machine with Prometheus as its package lays it out, in namespaces of its own: nothing in it is the
 * test machine's own /etc. The account, the program and the unit are those of the package; systemctl is a stand-in.
 */
import { spawn, spawnSync, type ChildProcess, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './findProgram.ts';
import { freePort } from './realPrometheus.ts';

/**
 * Stands in for systemctl: starts and stops the real Prometheus from the unit and its drop-ins as they were at the last
 * daemon-reload, as the account of the unit, in the control group that tells which unit a process belongs to.
 */
const systemctl = `#!/bin/sh
# A stand-in for systemctl.
run=/run/systemctl-stand-in
load() {
  ExecStart=$(cat /lib/systemd/system/prometheus.service /etc/systemd/system/prometheus.service.d/*.conf 2>/dev/null | sed -n 's/^ExecStart=//p' | tail -n 1)
  printf '%s\\n' "$ExecStart" > $run/loaded
}
runs() { [ -f $run/pid ] && kill -0 "$(cat $run/pid)" 2>/dev/null && ! grep -qs '^State:.Z' /proc/$(cat $run/pid)/status; }
stop() {
  if runs; then kill "$(cat $run/pid)"; fi
  while runs; do sleep 0.05; done
  rm -f $run/pid
}
start() {
  [ -f $run/loaded ] || load
  ARGS=
  . /etc/default/prometheus
  set -f
  eval "set -- $(cat $run/loaded)"
  set +f
  cd /
  setsid setpriv --reuid=prometheus --regid=prometheus --init-groups -- "$@" >> $run/log 2>&1 < /dev/null &
  echo $! > $run/pid
  mount --bind $run/cgroup /proc/$!/cgroup
}
printf '%s\\n' "$*" >> $run/calls
# What a test has happen at the moment of an order.
if [ -f "$run/on-$1" ]; then . "$run/on-$1"; fi
if [ "$1" = restart ] && [ -f $run/broken ]; then rm $run/broken; stop; exit 1; fi
case "$1" in
  daemon-reload) load ;;
  is-active) runs ;;
  start) runs || start ;;
  stop) stop ;;
  restart) stop; start ;;
  kill) kill -HUP "$(cat $run/pid)" ;;
  reset-failed) : ;;
  *) exit 64 ;;
esac
`;

const setUp = (base: string): string => `
set -e
mount --make-rprivate /
tmpfs() { mkdir -p "$1"; mount -t tmpfs -o mode=755 tmpfs "$1"; }
for folder in /etc/prometheus /etc/default /etc/systemd/system /var/lib/prometheus /var/lib/promseal /run/systemctl-stand-in; do tmpfs $folder; done
[ -d /run/systemd/system ] || { tmpfs /run/systemd; mkdir /run/systemd/system; }
install -d -o prometheus -g prometheus /var/lib/prometheus/metrics2
install -m 644 ${base}/prometheus.yml /etc/prometheus/prometheus.yml
install -m 644 ${base}/defaults /etc/default/prometheus
echo 0::/system.slice/prometheus.service > /run/systemctl-stand-in/cgroup
chmod 755 ${base}/systemctl
mount --bind ${base}/systemctl "$(command -v systemctl)"
systemctl start
echo ready
# The first process of a machine also takes leave of those whose parent is gone.
i=0
while [ $i -lt 7200 ]; do sleep 0.5; i=$((i + 1)); done
`;

export interface BundleMachine {
  readonly port: number;
  /** A folder of the test's own, the same inside and outside, that everybody may enter. */
  readonly base: string;
  /** A path of the machine as the test sees it from outside. */
  readonly outside: (path: string) => string;
  readonly read: (path: string) => string;
  /** Runs a shell command on the machine as root. */
  readonly root: (command: string) => SpawnSyncReturns<string>;
  /** Runs promseal on the machine. @param uid another account than root, with a group of the same number */
  readonly promseal: (args: readonly string[], uid?: number) => SpawnSyncReturns<string>;
  /** Serves the window on the machine as this account, whose home is the folder `home` of the base. It ends with the machine. @returns its link */
  readonly serve: (uid: number) => Promise<string>;
}

/** Processes are apart too: no test sees the servers of another, and all of them end with the machine. */
const namespaces = ['--mount', '--pid', '--fork', '--mount-proc'];

const program = (): string => join(import.meta.dirname, '../../dist/electron/cli.js');

/** Why such a machine cannot be made here; null when it can. */
export function noBundleMachine(): string | null {
  if (process.geteuid?.() !== 0) return 'only root can make a mount namespace';
  const missing = ['unshare', 'nsenter', 'setpriv', 'curl', 'flock', 'systemctl'].filter((name) => findProgram(name) === null);
  if (missing.length > 0) return `${missing.join(', ')} not installed`;
  if (!existsSync('/lib/systemd/system/prometheus.service') || !existsSync('/usr/bin/prometheus')) return 'no Prometheus of Debian on this machine';
  return spawnSync('unshare', [...namespaces, 'true']).status === 0 ? null : 'no mount namespaces here';
}

/** @returns the process that holds the namespace */
async function holdNamespace(base: string): Promise<ChildProcess> {
  const holder = spawn('unshare', [...namespaces, '--kill-child', 'sh', '-c', setUp(base)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    holder.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready')) resolve();
    });
    holder.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    holder.once('close', () => reject(new Error(said)));
  });
  return holder;
}

const text = (port: number): string => `# every byte of it matters
global: { scrape_interval: 1s }   # fast
scrape_configs:
  - job_name: prometheus          # itself
    static_configs: [{ targets: ['localhost:${String(port)}'] }]
`;

/** The link that `serve` prints. */
async function linkOf(served: ChildProcess): Promise<string> {
  let said = '';
  return await new Promise((resolve, reject) => {
    served.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http:\/\/127\.0\.0\.1:\d+\/#k=\S+/.exec(said)?.[0];
      if (link !== undefined) resolve(link);
    });
    served.once('close', () => reject(new Error(`no link: ${said}`)));
  });
}

const asAccount = (uid: number): string[] => (uid === 0 ? [] : ['setpriv', `--reuid=${String(uid)}`, `--regid=${String(uid)}`, '--clear-groups', '--']);

/** Makes the machine, with a Prometheus that its unit started and that answers everybody, and ends it again. */
export async function withBundleMachine(work: (machine: BundleMachine) => Promise<void>): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'promseal-machine-'));
  chmodSync(base, 0o755);
  const port = await freePort();
  writeFileSync(join(base, 'prometheus.yml'), text(port));
  writeFileSync(join(base, 'defaults'), `ARGS="--web.listen-address=127.0.0.1:${String(port)} --log.level=warn"\n`);
  writeFileSync(join(base, 'systemctl'), systemctl);
  const holder = await holdNamespace(base);
  const pid = String(holder.pid);
  const enter = (words: readonly string[]): string[] => [`--mount=/proc/${pid}/ns/mnt`, `--pid=/proc/${pid}/ns/pid_for_children`, '--', ...words];
  const root = (command: string): SpawnSyncReturns<string> => spawnSync('nsenter', enter(['sh', '-c', command]), { encoding: 'utf8', cwd: '/', timeout: 120_000 });
  const outside = (path: string): string => join('/proc', pid, 'root', path);
  mkdirSync(join(base, 'home'));
  chmodSync(join(base, 'home'), 0o1777);
  try {
    await work({
      port, base, root, outside,
      read: (path) => readFileSync(outside(path), 'utf8'),
      promseal: (args, uid = 0) => {
        const words = [...asAccount(uid), process.execPath, program(), ...args];
        return spawnSync('nsenter', enter(words), { encoding: 'utf8', cwd: '/', timeout: 120_000 });
      },
      serve: async (uid) => {
        const env = { ...process.env, HOME: join(base, 'home'), XDG_CONFIG_HOME: join(base, 'home/.config') };
        return await linkOf(spawn('nsenter', enter([...asAccount(uid), process.execPath, program(), 'serve']), { cwd: '/', env, stdio: ['ignore', 'pipe', 'inherit'] }));
      },
    });
  } finally {
    holder.kill('SIGKILL');
    rmSync(base, { recursive: true, force: true });
  }
}
