import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mayRestartUnits, reloadUnit, restartUnit, systemdRuns } from '../../../electron/process/systemd.ts';
import { tempTree } from '../../support/tempTree.ts';

/** Puts a stand-in of a system program first on PATH; it notes its arguments and does what the script says. */
function standIn(program: string, script: string): () => string {
  const folder = tempTree();
  const path = join(folder, program);
  writeFileSync(path, `#!/bin/sh\nprintf '%s ' "$@" >> ${folder}/asked\n${script}\n`);
  chmodSync(path, 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}:${before ?? ''}`;
  onTestFinished(() => {
    process.env['PATH'] = before;
  });
  return () => readFileSync(join(folder, 'asked'), 'utf8').trim();
}

describe.skipIf(process.platform === 'win32')('systemd', () => {
  it('restarts and reloads one unit, and never asks for a password', async () => {
    const asked = standIn('systemctl', 'exit 0');
    await restartUnit('prometheus.service');
    await reloadUnit('-evil.service');
    expect(asked()).toBe(
      '--no-ask-password --no-pager restart -- prometheus.service --no-ask-password --no-pager kill --signal=HUP --kill-who=main -- -evil.service',
    );
  });

  it('quotes what systemctl says when it fails', async () => {
    standIn('systemctl', 'echo "Failed to restart x.service: Unit x.service not found." >&2; exit 5');
    const failed = { code: 'UNIT_NOT_RESTARTED', failure: { raw: expect.stringContaining('Unit x.service not found') } };
    await expect(restartUnit('x.service')).rejects.toMatchObject(failed);
    await expect(reloadUnit('x.service')).rejects.toMatchObject(failed);
  });

  it('does not wait longer than its deadline', async () => {
    standIn('systemctl', 'sleep 30');
    await expect(restartUnit('x.service', 200)).rejects.toMatchObject({ code: 'UNIT_TOO_SLOW' });
    await expect(reloadUnit('x.service', 200)).rejects.toMatchObject({ code: 'UNIT_TOO_SLOW' });
  });

  it('acts for nobody but root, and only where systemd runs', async () => {
    expect(systemdRuns()).toBe(existsSync('/run/systemd/system'));
    expect(mayRestartUnits()).toBe(systemdRuns() && process.getuid?.() === 0);
  });
});
