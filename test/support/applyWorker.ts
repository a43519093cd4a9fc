/**
 * One change of a setup, as a process of its own that can be killed or made to fail at any system call: the lock, a
 * checkpoint, a new key pair in a new folder, prometheus.yml and, last, web.yml.
 *
 * Arguments: `apply FOLDER WORD`, `recover FOLDER`, `undo FOLDER`, `loop FOLDER WORD ROUNDS` or `hold FOLDER`. Exit code 0 applied or
 * recovered, 3 put back, 4 not all put back, 5 refused before anything was changed; the answer is one line of JSON.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { contentsOf } from './applyContents.ts';
import { openCheckpoint, type Checkpoint } from '../../electron/apply/checkpoint.ts';
import { acquireLock } from '../../electron/apply/lock.ts';
import { recover } from '../../electron/apply/recover.ts';
import { restoreCheckpoint } from '../../electron/apply/restore.ts';
import { makeFolder } from '../../electron/host/folders.ts';
import { readText } from '../../electron/host/readFiles.ts';
import { commitStaged, stageFile } from '../../electron/host/writeFiles.ts';
import { WizardError } from '../../electron/wizardError.ts';

const [deed = '', folder = '', word = 'new', rounds = '1'] = process.argv.slice(2);

function say(exitCode: number, answer: object): void {
  process.exitCode = exitCode;
  writeSync(1, `${JSON.stringify(answer)}\n`);
}

function told(error: unknown): object {
  return error instanceof WizardError ? error.failure : { code: 'UNTYPED', message: String(error) };
}

function change(checkpoint: Checkpoint): void {
  const files = contentsOf(folder, word);
  checkpoint.recordProcess({ control: 'promseal', running: true, argv: ['prometheus'], workingDirectory: folder, unit: null, servedTls: null });
  checkpoint.recordFolder(join(folder, 'tls'));
  makeFolder(join(folder, 'tls'), 0o700);
  files.forEach((file) => checkpoint.recordFile(file.path, file.content));
  const staged = files.map((file) => stageFile(file.path, file.content, file.mode === null ? {} : { mode: file.mode }));
  staged.forEach(commitStaged);
  checkpoint.close('applied');
}

function putBack(checkpoint: Checkpoint, error: unknown): void {
  try {
    const { failed, changedSince } = restoreCheckpoint(folder, checkpoint.id);
    if (failed.length === 0 && changedSince.length === 0) {
      checkpoint.close('rolledBack');
      say(3, told(error));
    } else {
      say(4, { ...told(error), failed, changedSince });
    }
  } catch (second) {
    say(4, { ...told(error), second: told(second) });
  }
}

function apply(): void {
  try {
    const lock = acquireLock(folder, Date.now());
    try {
      const checkpoint = openCheckpoint(folder, { now: Date.now(), digest: word });
      try {
        change(checkpoint);
        say(0, { code: 'APPLIED' });
      } catch (error) {
        putBack(checkpoint, error);
      }
    } finally {
      lock.release();
    }
  } catch (error) {
    say(5, told(error));
  }
}

function putBackAtStart(): void {
  try {
    const result = recover(folder, Date.now());
    say(result === null || result.complete ? 0 : 4, result ?? {});
  } catch (error) {
    say(5, told(error));
  }
}

/** Applies over and over beside another process that does the same, waiting while that one holds the lock. */
function loop(): void {
  const seen = { applied: 0, busy: 0, holders: new Set<string>(), mixed: 0 };
  while (seen.applied < Number(rounds)) {
    try {
      const lock = acquireLock(folder, Date.now());
      change(openCheckpoint(folder, { now: Date.now(), digest: word }));
      seen.mixed += contentsOf(folder, word).filter(({ path, content }) => readText(path) !== content).length;
      lock.release();
      seen.applied++;
    } catch (error) {
      if (!(error instanceof WizardError && error.code === 'BUSY')) {
        throw error;
      }
      seen.busy++;
      seen.holders.add(error.message);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
  say(0, { ...seen, holders: [...seen.holders] });
}

function undo(): void {
  const lock = acquireLock(folder, Date.now());
  const { failed } = restoreCheckpoint(folder, '000001');
  lock.release();
  say(failed.length === 0 ? 0 : 4, { failed });
}

const deeds: Readonly<Record<string, () => void>> = {
  apply,
  recover: putBackAtStart,
  undo,
  loop,
  hold: () => {
    acquireLock(folder, Date.now());
    say(0, { code: 'HELD' });
    setInterval(() => undefined, 1000);
  },
};
deeds[deed]?.();
