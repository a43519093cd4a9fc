/**
 * Rounds of preview, apply and undo in one process, as a window that stays open for weeks would make them. Arguments:
 * a folder with a prometheus.yml, and how many. Tells open files and memory as JSON; run with --expose-gc.
 */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { previewFiles } from '../../electron/apply/previewFiles.ts';
import { answersFor, applyBench } from './applyBench.ts';
import { hashOf } from './sealedFolder.ts';

const [folder = '', rounds = '0'] = process.argv.slice(2);
const bench = applyBench(folder, { settingsFolder: join(tmpdir(), 'promseal-no-settings') });
const sealed = answersFor(folder, { kind: 'files' }, { certificate: { source: 'none' }, names: [], users: [{ name: 'alice', hash: hashOf('a password') }], scrape: { edit: false } });
const samples: { files: number; rss: number }[] = [];

for (let round = 0; round < Number(rounds); round++) {
  const prepared = await bench.plan(sealed);
  previewFiles(prepared.plan);
  const applied = await bench.applyAgreed(sealed, prepared.digest);
  const undone = await bench.undo();
  if (applied.outcome !== 'applied' || undone.outcome !== 'rolledBack') throw new Error(`round ${String(round)}: ${JSON.stringify([applied, undone])}`);
  bench.events.length = 0;
  if (round % 10 === 9) {
    globalThis.gc?.();
    samples.push({ files: readdirSync('/proc/self/fd').length, rss: process.memoryUsage.rss() });
  }
}
process.stdout.write(JSON.stringify(samples));
