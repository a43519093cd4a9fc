/**
 * `npm run bench`: how long what people wait for takes, as the median of several runs, and how much the page weighs,
 * each beside the limit that it must stay under. Ends with 1 when one is over.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hashPassword } from '../electron/auth/passwordHasher.ts';
import { issueSelfSigned } from '../electron/pki/issueCertificate.ts';
import { ensureBuilt } from '../scripts/ensureBuilt.ts';
import { projectRoot } from '../scripts/projectRoot.ts';
import { certificateProfile } from '../shared/pki/certificateProfile.ts';
import { spliceYaml } from '../shared/yaml/spliceYaml.ts';

interface Measure {
  readonly name: string;
  readonly limit: number;
  readonly unit: 'ms' | 'kB';
  readonly take: () => number | Promise<number>;
}

/** Median of five runs, in milliseconds; the first one, which loads and warms up, does not count. */
async function medianMs(run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 6; count += 1) {
    const begun = performance.now();
    await run();
    if (count > 0) times.push(performance.now() - begun);
  }
  return times.sort((one, other) => one - other)[2] ?? Number.NaN;
}

/** A configuration of many jobs, as large installations have. */
function largeConfig(jobs: number): string {
  const job = (index: number): string =>
    `  - job_name: job${String(index)} # a comment\n    static_configs:\n      - targets: ['10.0.0.1:9100']\n`;
  return `scrape_configs:\n${Array.from({ length: jobs }, (_, index) => job(index)).join('')}`;
}

function runCli(...args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(projectRoot, 'dist/electron/cli.js'), ...args]);
  if (status !== 0) throw new Error(`promseal ${args.join(' ')} ended with ${String(status)}.`);
}

/** What the browser fetches when the page opens; steps that load later are not counted. */
function firstLoad(): number {
  const folder = join(projectRoot, 'dist/renderer');
  const html = readFileSync(join(folder, 'index.html'));
  const named = [...html.toString().matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path = '']) => path);
  const files = [html, ...named.map((path) => readFileSync(join(folder, path)))];
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0);
}

function allAssets(): number {
  const folder = join(projectRoot, 'dist/renderer/assets');
  return readdirSync(folder).reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

const profile = certificateProfile({ source: 'self_signed', subject: {}, key: 'p256', days: 365 }, ['localhost']);
const config = largeConfig(2000);

const measures: readonly Measure[] = [
  {
    name: 'start of the command line',
    limit: 400,
    unit: 'ms',
    take: () =>
      medianMs(() => {
        runCli('--help');
      }),
  },
  {
    name: 'certificate, P-256',
    limit: 50,
    unit: 'ms',
    take: () => medianMs(() => issueSelfSigned(profile, Date.now())),
  },
  { name: 'password hash, cost 10', limit: 400, unit: 'ms', take: () => medianMs(() => hashPassword('correct horse')) },
  {
    name: 'edit of a configuration with 2,000 jobs',
    limit: 1000,
    unit: 'ms',
    take: () =>
      medianMs(() => {
        const path = ['scrape_configs', { where: 'job_name', is: 'job1000' }, 'scheme'];
        const result = spliceYaml(config, [{ op: 'set', path, value: { kind: 'scalar', value: 'https' } }]);
        if (!result.ok) throw new Error(result.problem.message);
      }),
  },
  { name: 'page, first load', limit: 300, unit: 'kB', take: () => firstLoad() / 1000 },
  { name: 'page, everything', limit: 500, unit: 'kB', take: () => allAssets() / 1000 },
];

async function bench(): Promise<number> {
  if (!ensureBuilt(projectRoot)) return 1;
  let over = 0;
  for (const { name, limit, unit, take } of measures) {
    const value = await take();
    if (!(value <= limit)) over += 1;
    const mark = value <= limit ? '' : '  over the limit';
    process.stdout.write(`${name.padEnd(42)}${value.toFixed(1).padStart(9)} ${unit}  limit ${String(limit)}${mark}\n`);
  }
  return over === 0 ? 0 : 1;
}

// The hashing worker would keep the process waiting.
process.exit(await bench());
