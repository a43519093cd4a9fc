import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFileInUse } from '../../../electron/inspect/configFileInUse.ts';
import { tempTree } from '../../support/tempTree.ts';

/** A program whose help says, as that of Debian's package does, where it looks for its configuration. */
function program(configFile: string): string {
  const path = join(tempTree(), 'prometheus');
  writeFileSync(path, `#!/bin/sh\ncat << 'END'\nusage: prometheus [<flags>]\n\nFlags:\n  --config.file="${configFile}"\n                                 Prometheus configuration file path.\nEND\n`);
  chmodSync(path, 0o755);
  return path;
}

const seen = { configFile: '/prometheus.yml', workingDirectory: '/', args: [], account: null };

describe.skipIf(process.platform === 'win32')('the prometheus.yml in use', () => {
  it('is the default of the program itself, where no flag names one', async () => {
    expect(await configFileInUse({ ...seen, binary: program('/etc/prometheus/prometheus.yml') })).toBe('/etc/prometheus/prometheus.yml');
    expect(await configFileInUse({ ...seen, workingDirectory: '/srv', binary: program('prometheus.yml') })).toBe('/srv/prometheus.yml');
  });

  it('is the one of the flag, and the one of the official release where the program says nothing', async () => {
    const args = ['--config.file=prometheus.yml'];
    expect(await configFileInUse({ ...seen, args, binary: program('/etc/prometheus/prometheus.yml') })).toBe('/prometheus.yml');
    expect(await configFileInUse({ ...seen, binary: null })).toBe('/prometheus.yml');
    expect(await configFileInUse({ ...seen, configFile: null, binary: null })).toBeNull();
  });
});
