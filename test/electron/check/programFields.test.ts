import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConfigFile } from '../../../electron/check/programDefaults.ts';
import { programFields } from '../../../electron/check/programFields.ts';
import { promtoolFields } from '../../../electron/check/promtoolFields.ts';
import { tempTree } from '../../support/tempTree.ts';

/** A program of the shell. */
function script(lines: string): string {
  const path = join(tempTree(), 'program');
  writeFileSync(path, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return path;
}

describe('programFields', () => {
  it('finds the names of fields wherever they stand, also where two pieces meet', () => {
    const path = join(tempTree(), 'exporter');
    const piece = 4 * 1024 * 1024;
    const bytes = Buffer.alloc(2 * piece);
    bytes.write('yaml:"basic_auth_users"', 100);
    bytes.write('yaml:"client_allowed_sans"', piece - 5);
    bytes.write('yaml:"rate_limit"', bytes.length - 17);
    writeFileSync(path, bytes);
    expect(programFields(path)).toEqual(['webConfig', 'clientAllowedSans', 'rateLimit']);
  });

  it('looks again when the program was replaced, and says nothing of one that cannot be read', () => {
    const path = join(tempTree(), 'exporter');
    writeFileSync(path, 'nothing');
    expect(programFields(path)).toEqual([]);
    writeFileSync(path, 'yaml:"client_ca"');
    expect(programFields(path)).toEqual(['inlineCertificates']);
    expect(programFields(`${path}-gone`)).toBeNull();
  });
});

describe('promtoolFields', () => {
  it('believes each verdict, and leaves nothing behind', async () => {
    const seen = join(tempTree(), 'seen');
    const promtool = script(`shift 2; dirname "$1" > ${seen}
for file; do case "$file" in *webConfig.yml|*rateLimit.yml) echo "$file SUCCESS" >&2;; *) echo "$file FAILED: no" >&2;; esac; done; ls -ld $(dirname "$1") >> ${seen}; exit 1`);
    expect(await promtoolFields(promtool, null)).toEqual(['webConfig', 'rateLimit']);
    const [folder = '', listing = ''] = readFileSync(seen, 'utf8').split('\n');
    expect(listing).toMatch(/^drwxr-xr-x/);
    expect(existsSync(folder)).toBe(false);
  });

  it('says nothing of a program that does not know the command, or cannot be run', async () => {
    expect(await promtoolFields(script('echo "unknown command" >&2; exit 1'), null)).toBeNull();
    expect(await promtoolFields('/nowhere/promtool', null)).toBeNull();
  });
});

describe('defaultConfigFile', () => {
  it('reads it out of --help', async () => {
    expect(await defaultConfigFile(script(`echo '      --config.file="/etc/prometheus/prometheus.yml"  '`), null)).toBe('/etc/prometheus/prometheus.yml');
    expect(await defaultConfigFile(script('echo usage'), null)).toBeNull();
    expect(await defaultConfigFile('/nowhere/prometheus', null)).toBeNull();
    expect(await defaultConfigFile(null, null)).toBeNull();
  });

  it.runIf(process.getuid?.() === 0)('is run as the account whose program it is', async () => {
    const shared = script('echo "      --config.file=\\"/$(id -u)\\"  "');
    execFileSync('chmod', ['-R', '755', dirname(shared)]);
    expect(await defaultConfigFile(shared, { uid: 65_534, gid: 65_534, name: 'nobody' })).toBe('/65534');
    expect(await defaultConfigFile(shared, null)).toBe('/0');
  });
});
