/** K-20, K-21, K-25: where a password is while it is set, and that exactly it lets in, on the real server. */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { stopManaged } from '../../electron/process/managedProcess.ts';
import type { Report } from '../../shared/model/report.ts';
import { answersFor, applyBench } from '../support/applyBench.ts';
import { ask } from '../support/askServer.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';
import { tempTree } from '../support/tempTree.ts';

const line = prometheusLines().find((each) => each.line === '2.42') ?? prometheusLines()[0];
const sentinel = 'S3ntinel-7f3a-é';
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await stopManaged(folder, 5000);
});

function newFolder(): string {
  const folder = tempTree();
  folders.push(folder);
  return folder;
}

/** The password in every dress in which it might get out. */
function dresses(password: string): string[] {
  const bytes = Buffer.from(password);
  const escaped = JSON.stringify(password).slice(1, -1).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [password, bytes.toString('base64').replace(/=+$/, ''), Buffer.from(`prometheus:${password}`).toString('base64'), bytes.toString('hex'), encodeURIComponent(password), escaped];
}

const leaksIn = (text: string): string[] => dresses(sentinel).filter((dress) => text.includes(dress));

/** Every file below a folder that holds the password. */
function filesWith(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile() && leaksIn(readFileSync(join(folder, name)).toString('utf8')).length > 0)
    .sort();
}

const watcher = `
const { readFileSync, readdirSync } = require('node:fs');
const wanted = JSON.parse(readFileSync(0, 'utf8')).map((text) => Buffer.from(text));
let looks = 0; const hits = new Set();
process.once('SIGTERM', () => { process.stdout.write(JSON.stringify({ looks, hits: [...hits] })); process.exit(0); });
process.stdout.write('ready\\n');
setInterval(() => {
  looks++;
  for (const pid of readdirSync('/proc')) for (const name of /^\\d+$/.test(pid) ? ['cmdline', 'environ'] : []) {
    try { const seen = readFileSync('/proc/' + pid + '/' + name); if (wanted.some((text) => seen.includes(text))) hits.add(pid + ' ' + name); } catch {}
  }
}, 5);
`;

/** Looks at the arguments and variables of every process, every few milliseconds, from a process of its own. */
async function watchProcesses<T>(work: () => Promise<T>): Promise<{ result: T; looks: number; hits: string[] }> {
  const child = spawn(process.execPath, ['-e', watcher], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stdin.end(JSON.stringify(dresses(sentinel)));
  await expect.poll(() => said).toBe('ready\n');
  const result = await work();
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
  return { result, ...(JSON.parse(said.slice('ready\n'.length)) as { looks: number; hits: string[] }) };
}

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'a password on its way', () => {
  it.each([
    ['file', ['prometheus.password']],
    ['inline', ['prometheus.yml']],
  ] as const)('is nowhere but in its place: %s', async (password, places) => {
    const folder = newFolder();
    const bench = applyBench(folder);
    const server = { kind: 'binary' as const, binary: line?.prometheus ?? '', listen: `127.0.0.1:${String(await freePort())}` };
    const answers = answersFor(folder, server, { scrape: { password } });
    const secrets = { passwords: { prometheus: sentinel } };
    const said: unknown[] = [];
    const call = async (method: string, input: unknown): Promise<unknown> => {
      const answer = await bench.program.dispatch(method, input, (event) => said.push(event));
      said.push(answer);
      return answer;
    };
    const { result, looks, hits } = await watchProcesses(async () => {
      const planned = (await call('plan.create', { answers })) as { value: { digest: string } };
      const applied = (await call('plan.apply', { answers, digest: planned.value.digest, secrets })) as { value: Report };
      const agreed = { ...answers, users: [{ name: 'prometheus', keep: true }] };
      for (const method of ['host.inspect', 'plan.create', 'proof.run', 'proof.targets']) await call(method, { answers: agreed });
      await call('host.openSetup', { folder });
      await call('process.log', { folder, from: 0 });
      await call('plan.apply', { answers, digest: 'stale', secrets });
      return applied.value;
    });
    expect(result.checks.filter(({ ok }) => !ok).map(({ message }) => message)).toEqual([]);
    expect(result.outcome).toBe('applied');
    expect(hits).toEqual([]);
    expect(looks).toBeGreaterThan(20);
    expect(leaksIn(JSON.stringify(said))).toEqual([]);
    expect(said.length).toBeGreaterThan(20);
    expect(filesWith(folder)).toEqual([...places]);
    for (const place of places) expect(statSync(join(folder, place)).mode & 0o077).toBe(0);
    expect(bench.errors).toEqual([]);
  }, 60_000);

  it('is found by these very looks where it should not be', async () => {
    const careless = (): Promise<unknown> => new Promise((resolve) => spawn('sh', ['-c', 'sleep 0.5', 'sh', sentinel]).once('close', resolve));
    expect((await watchProcesses(careless)).hits).toHaveLength(1);
    expect(leaksIn(`x ${Buffer.from(`prometheus:${sentinel}`).toString('base64')} y`)).toHaveLength(1);
    expect(leaksIn(encodeURIComponent(sentinel))).toHaveLength(1);
    expect(leaksIn('S3ntinel-7f3a-\\u00e9')).toHaveLength(1);
  });

  it('K-25: each of the odd ones lets in, and nothing else does', async () => {
    const odd = [
      'a'.repeat(72), 'é'.repeat(36), '🔑🔒🗝️', `it's "quoted"`, 'spaces  inside it', 'a:b:c', '100%s %d %20', '$HOME ${PATH} $(id)',
      '\\back\\slash\\n', '#no comment', '{{ template }}', 'пароль&<>|;!*',
    ];
    const users = Object.fromEntries(odd.map((password, index) => [`user${String(index)}`, password]));
    const folder = newFolder();
    const port = await freePort();
    const answers = answersFor(folder, { kind: 'binary', binary: line?.prometheus ?? '', listen: `127.0.0.1:${String(port)}` }, {
      users: Object.keys(users).map((name) => ({ name })),
      // The one that is also written into a file and read back by Prometheus.
      scrape: { user: 'user3', password: 'inline' },
    });
    const report = await applyBench(folder).apply(answers, users);
    expect(report.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw])).toEqual([]);
    const ca = readFileSync(join(folder, 'prometheus.crt'), 'utf8');
    for (const [user, password] of Object.entries(users)) {
      const wrong = `${password.slice(0, -1)}${password.endsWith('a') ? 'b' : 'a'}`;
      expect((await ask({ port, ca, user, password, path: '/-/healthy' })).status, user).toBe(200);
      expect((await ask({ port, ca, user, password: wrong, path: '/-/healthy' })).status, user).toBe(401);
    }
  }, 60_000);
});
