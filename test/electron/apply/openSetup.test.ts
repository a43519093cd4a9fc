import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCheckpoint } from '../../../electron/apply/checkpoint.ts';
import { openSetup } from '../../../electron/apply/openSetup.ts';
import { articleAnswers } from '../../support/planFixtures.ts';
import { tempTree } from '../../support/tempTree.ts';

it('knows nothing of a folder that PromSeal has not touched', () => {
  const folder = tempTree();
  expect(openSetup(folder)).toEqual({ folder, answers: null, checkpoints: [], interrupted: null, managedRunning: false });
});

it('gives the answers of the last apply and what can be undone, newest first', () => {
  const folder = tempTree();
  for (const now of [1000, 2000]) {
    const checkpoint = openCheckpoint(folder, { now, digest: 'd' });
    checkpoint.recordFile(join(folder, 'web.yml'), 'x');
    checkpoint.close('applied');
  }
  writeFileSync(join(folder, '.promseal/answers.json'), JSON.stringify(articleAnswers()));
  const setup = openSetup(folder);
  expect(setup.answers).toEqual(articleAnswers());
  expect(setup.checkpoints.map(({ at }) => at)).toEqual([2000, 1000]);
  expect(setup.checkpoints[0]?.files).toEqual([join(folder, 'web.yml')]);
});

it('tells of a run that was cut off', () => {
  const folder = tempTree();
  openCheckpoint(folder, { now: 7, digest: 'd' });
  expect(openSetup(folder).interrupted).toMatchObject({ at: 7 });
});

it('does without answers that are damaged', () => {
  const folder = tempTree();
  mkdirSync(join(folder, '.promseal'), { recursive: true });
  writeFileSync(join(folder, '.promseal/answers.json'), '{');
  expect(openSetup(folder).answers).toBeNull();
});
