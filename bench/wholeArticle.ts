/** The whole article: `promseal apply` beside a shell script that does the same steps, and the proof by itself. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/projectRoot.ts';
import { freePort } from '../test/support/realPrometheus.ts';
import { builtCli, findProgram, runProgram, workFolder } from './programs.ts';
import type { Measurement } from './row.ts';
import { sideBySide, type Contender, type Samples } from './samples.ts';

interface TimedLine {
  readonly text: string;
  /** Milliseconds since the program was started. */
  readonly at: number;
}

/** Runs a program and notes when each line of its output came. @throws when it does not end with 0 */
async function timedLines(program: string, args: readonly string[]): Promise<TimedLine[]> {
  const begun = performance.now();
  const child = spawn(program, args, { cwd: workFolder, stdio: ['ignore', 'pipe', 'ignore'] });
  const lines: TimedLine[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    const at = performance.now() - begun;
    lines.push(...parts.map((text) => ({ text, at })));
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}.`);
  return [...lines, { text: 'end', at: performance.now() - begun }];
}

let folders = 0;

function newFolder(): string {
  folders += 1;
  const folder = join(workFolder, `article-${folders}`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

interface Parts {
  readonly proven: number[];
  readonly proof: number[];
}

interface Told {
  type: string;
  check?: { id: string; ms: number };
}

/** All of the article, the time until everything but the scrape is proven, and how long that proof took. */
function promseal(parts: Parts): Contender {
  let folder = '';
  return {
    name: 'PromSeal',
    run: async () => {
      folder = newFolder();
      writeFileSync(join(folder, 'prometheus.yml'), 'global:\n  scrape_interval: 200ms\n');
      const answers = join(projectRoot, 'docs/examples/article.yml');
      const args = ['apply', answers, '--dir', folder, '--set', `server.listen=127.0.0.1:${await freePort()}`, '--yes', '--json'];
      const lines = await timedLines(process.execPath, [builtCli(), ...args]);
      const checks = lines.slice(0, -1).flatMap(({ text, at }) => {
        const { check } = JSON.parse(text) as Told;
        return check === undefined || check.id === 'selfScrape' ? [] : [{ begun: at - check.ms, at }];
      });
      const proven = Math.max(...checks.map(({ at }) => at));
      parts.proven.push(proven);
      parts.proof.push(proven - Math.min(...checks.map(({ begun }) => begun)));
      return (lines.at(-1)?.at ?? Number.NaN) / 1000;
    },
    after: () => runProgram(process.execPath, [builtCli(), 'undo', folder]),
  };
}

function byHand(proven: number[]): Contender {
  let folder = '';
  return {
    name: 'shell script',
    run: async () => {
      folder = newFolder();
      const lines = await timedLines('sh', [join(projectRoot, 'bench/article.sh'), folder, String(await freePort())]);
      proven.push(lines.find(({ text }) => text === 'proven')?.at ?? Number.NaN);
      return (lines.at(-1)?.at ?? Number.NaN) / 1000;
    },
    after: () => process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM'),
  };
}

const needed = ['prometheus', 'promtool', 'htpasswd', 'openssl', 'curl'];
const notes = [
  'The article: both ask which releases are there, make an RSA-2048 certificate, a password with its bcrypt hash, both configurations, run promtool twice, start Prometheus, make eight checks, and wait until the target is up. PromSeal also looks at the machine twice, keeps an undo log and writes every file through the disk.',
  'The wait for the first scrape belongs to Prometheus: its discovery runs every 5 s. It scrapes five times a second on both sides, so that the phase of a longer interval does not decide; `until all but the scrape is proven` leaves that wait out.',
];

export async function measureArticle(runs: number): Promise<Measurement> {
  const missing = needed.filter((program) => findProgram(program) === null);
  if (missing.length > 0) return { rows: [], notes: [`The article was not measured: ${missing.join(', ')} not installed.`] };
  const parts: Parts = { proven: [], proof: [] };
  const handProven: number[] = [];
  const [ours, other] = await sideBySide([promseal(parts), byHand(handProven)], runs);
  if (ours === undefined || other === undefined) return { rows: [], notes: [] };
  // The first of each was the warm-up.
  const own = (name: string, values: readonly number[]): Samples => ({ name, values: values.slice(1) });
  return {
    rows: [
      { what: 'the whole article, target up', unit: 's', ours, other, aim: { kind: 'ratio', limit: 1 } },
      { what: 'the article until all but the scrape is proven', unit: 'ms', ours: own('PromSeal', parts.proven), other: own('shell script', handProven), aim: null },
      { what: 'proof grid without the wait for the scrape', unit: 'ms', ours: own('PromSeal', parts.proof), other: null, aim: { kind: 'value', limit: 3000 } },
    ],
    notes,
  };
}
