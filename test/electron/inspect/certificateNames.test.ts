import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificateNames } from '../../../electron/inspect/certificateNames.ts';
import { thisMachine } from '../../../electron/inspect/machine.ts';
import { parseName } from '../../../shared/pki/subjectAltName.ts';
import { tempTree } from '../../support/tempTree.ts';

function namesWith(hosts: string, hostname: string): string[] {
  const etc = tempTree();
  writeFileSync(join(etc, 'hosts'), hosts);
  return certificateNames({ ...thisMachine, etc }, hostname);
}

describe('certificateNames', () => {
  it('proposes the full name that hosts gives, then the short one', () => {
    const names = namesWith('127.0.0.1 localhost\n127.0.1.1\tmonitor.lab.example monitor # x\n# 1.2.3.4 monitor.other\n10.0.0.9 db.example\n', 'monitor');
    expect(names.slice(0, 2)).toEqual(['monitor.lab.example', 'monitor']);
    expect(names).not.toContain('monitor.other');
    expect(names).not.toContain('db.example');
  });

  it('ends with this machine itself, has each name once, and no address of one link or of a loopback', () => {
    const names = namesWith('', 'localhost');
    expect(names.slice(-2)).toEqual(['127.0.0.1', '::1']);
    expect(names.filter((name) => name === 'localhost')).toHaveLength(1);
    expect(names.filter((name) => /^(?:169\.254\.|fe80:)/.test(name))).toEqual([]);
  });

  it('proposes nothing that a certificate may not hold', () => {
    const names = namesWith('127.0.1.1 under_score.lab under_score\n', 'under_score');
    expect(names.every((name) => parseName(name).ok)).toBe(true);
    expect(names.join()).not.toContain('under_score');
  });
});
