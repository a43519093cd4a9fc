import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addFile, noFiles } from '../../../electron/check/setupFiles.ts';
import { lookElsewhere } from '../../../electron/check/lookElsewhere.ts';
import { webConfigText } from '../../support/sealedFolder.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

it('finds the pair in the folder that people keep certificates in, and nothing where nothing is', () => {
  const folder = tempTree();
  const path = join(folder, 'web.yml');
  selfSigned(folder);
  mkdirSync(join(folder, 'certs'));
  renameSync(join(folder, 'prometheus.key'), join(folder, 'certs/prometheus.key'));
  writeFileSync(path, webConfigText({ tls: true, users: {} }));
  const setup = noFiles();
  addFile(setup, path, 'webConfig');
  lookElsewhere(setup, []);
  expect(setup.files.get(join(folder, 'prometheus.key'))?.state.kind).toBe('absent');
  expect(setup.files.get(join(folder, 'certs/prometheus.key'))?.kind).toBe('key');
  expect(setup.files.has(join(folder, 'certs/prometheus.crt'))).toBe(false);
});
