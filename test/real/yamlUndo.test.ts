/** 10,000 edits of files in every shape, each written, kept for undo and put back: not a byte may differ. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCheckpoint } from '../../electron/apply/checkpoint.ts';
import { restoreCheckpoint } from '../../electron/apply/restore.ts';
import { writeFileAtomic } from '../../electron/host/writeFiles.ts';
import { spliceYaml } from '../../shared/yaml/spliceYaml.ts';
import { rawConfigs } from '../support/rawConfigs.ts';
import { rawEdit } from '../support/rawEdits.ts';

const edits = 10_000;
/** Memory that looks like a disk: forcing every write to a real one would take an hour. */
const memory = '/dev/shm';

describe('10,000 edits undone (R-12)', () => {
  it('leave every file byte for byte as it was', () => {
    const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'promseal-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'prometheus.yml');
    const samples = fc.sample(fc.tuple(rawConfigs, fc.infiniteStream(fc.nat({ max: 1_000_000 }))), edits);
    let changed = 0;
    for (const [index, [config, stream]] of samples.entries()) {
      const result = spliceYaml(config.text, [rawEdit(config, stream).edit]);
      if (!result.ok || result.text === config.text) continue;
      changed += 1;
      const before = Buffer.from(config.text, 'utf8');
      writeFileSync(path, before);
      const checkpoint = openCheckpoint(folder, { now: index, digest: 'edit' });
      checkpoint.recordFile(path, result.text);
      writeFileAtomic(path, result.text);
      checkpoint.close('applied');
      expect(readFileSync(path, 'utf8')).toBe(result.text);
      expect(restoreCheckpoint(folder, checkpoint.id).failed).toEqual([]);
      if (!readFileSync(path).equals(before)) expect.fail(config.text);
    }
    expect(changed).toBeGreaterThan(edits / 2);
  }, 600_000);
});
