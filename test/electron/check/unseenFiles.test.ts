import { expect, it } from 'vitest';
import { materialOfBytes } from '../../../electron/check/materialOfBytes.ts';
import { readMaterial } from '../../../electron/check/readMaterial.ts';
import { noFiles } from '../../../electron/check/setupFiles.ts';
import { unseenFiles } from '../../../electron/check/unseenFiles.ts';
import { problem } from '../../../shared/errors/failure.ts';

const closed = (path: string) => materialOfBytes(path, { kind: 'unusable', reason: `${path} cannot be read by this user.` }, Buffer.alloc(0));

it('names each file that may not be read, once', () => {
  const setup = noFiles();
  setup.files.set('/a.key', closed('/a.key'));
  setup.files.set('/web.yml', closed('/web.yml'));
  setup.files.set('/gone.crt', materialOfBytes('/gone.crt', { kind: 'absent' }, Buffer.alloc(0)));
  setup.files.set('/huge.yml', materialOfBytes('/huge.yml', { kind: 'unusable', reason: 'it is larger than 20 MiB' }, Buffer.alloc(0)));
  setup.files.set('/pipe.key', readMaterial('/dev/null'));
  setup.problems.push(problem('FILE_NOT_READABLE', { path: '/web.yml', word: '/web.yml' }, { path: '/web.yml' }));
  expect(unseenFiles(setup)).toMatchObject([{ code: 'FILE_NOT_READABLE', severity: 'warning', path: '/a.key', hint: 'See who may read it with: ls -l /a.key' }, { code: 'FILE_NOT_REGULAR', severity: 'warning', path: '/dev/null' }]);
});
