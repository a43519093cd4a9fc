/**
 * `npm run bench [-- --json] [-- --only=WORD]`: what people wait for, and what it weighs, beside what they would use
 * instead, in one run on one machine. Every row has its aim and says whether it holds; the exit code is 0 either way.
 */
import { cpus, loadavg } from 'node:os';
import { ensureBuilt } from '../scripts/ensureBuilt.ts';
import { projectRoot } from '../scripts/projectRoot.ts';
import { measureBrowserFace } from './browserFace.ts';
import { measureCertificates } from './certificates.ts';
import { measureHugeFiles } from './hugeFiles.ts';
import { measurePasswords } from './passwords.ts';
import { heading, judge, rowCells, table, type Measurement } from './row.ts';
import { median, quartiles } from './samples.ts';
import { measureArticle } from './wholeArticle.ts';
import { measureYamlEdit } from './yamlEdit.ts';

const runs = 7;

const parts: Readonly<Record<string, () => Promise<Measurement>>> = {
  certificates: measureCertificates,
  passwords: measurePasswords,
  yaml: measureYamlEdit,
  huge: measureHugeFiles,
  article: () => measureArticle(runs),
  browser: () => measureBrowserFace(runs),
};

function jsonText(measurement: Measurement, load: number): string {
  const rows = measurement.rows.map((row) => {
    const samples = [row.ours, ...(row.other === null ? [] : [row.other])].map(({ name, values }) => ({ name, median: median(values), quartiles: quartiles(values), values }));
    return { what: row.what, unit: row.unit, samples, aim: row.aim, ...judge(row) };
  });
  return JSON.stringify({ load, rows, notes: measurement.notes }, null, 2);
}

/** @param load what else the machine did when the run began, without which no time means anything */
function textOf({ rows, notes }: Measurement, load: number): string {
  const [cpu] = cpus();
  const machine = `Medians with the middle half of the runs, on ${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}, load ${load.toFixed(1)} at the start.`;
  return [machine, '', table([heading, ...rows.map(rowCells)]), '', ...notes].join('\n');
}

async function bench(argv: readonly string[]): Promise<void> {
  const [load = 0] = loadavg();
  if (!ensureBuilt(projectRoot)) throw new Error('The build failed.');
  const only = argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  const chosen = Object.entries(parts).filter(([name]) => only === undefined || name === only);
  const all: Measurement[] = [];
  for (const [name, measure] of chosen) {
    process.stderr.write(`Measuring ${name}…\n`);
    all.push(await measure());
  }
  const measurement: Measurement = { rows: all.flatMap(({ rows }) => rows), notes: all.flatMap(({ notes }) => notes) };
  process.stdout.write(`${argv.includes('--json') ? jsonText(measurement, load) : textOf(measurement, load)}\n`);
}

await bench(process.argv.slice(2));
// The hashing workers would keep the process waiting.
process.exit(0);
