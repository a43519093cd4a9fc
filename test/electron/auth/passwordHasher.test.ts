import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../../electron/auth/passwordHasher.ts';

it('makes a $2b$ hash of cost 10 that verifies, and only for its password', async () => {
  const hash = await hashPassword('inuitsdemo');
  expect(hash).toMatch(/^\$2b\$10\$[./A-Za-z0-9]{53}$/);
  expect(await verifyPassword('inuitsdemo', hash)).toBe(true);
  expect(await verifyPassword('inuitsdemo ', hash)).toBe(false);
});

it('salts each hash anew', async () => {
  expect(await hashPassword('same', 4)).not.toBe(await hashPassword('same', 4));
});

it('verifies what htpasswd makes ($2y$)', async () => {
  const line = execFileSync('htpasswd', ['-niBC', '10', 'alice'], { input: 'pässword 🔑\n', encoding: 'utf8' });
  const hash = line.trim().split(':')[1] ?? '';
  expect(hash.startsWith('$2y$10$')).toBe(true);
  expect(await verifyPassword('pässword 🔑', hash)).toBe(true);
});

it('does not keep a program alive that woke it for nothing', () => {
  const module = pathToFileURL(join(import.meta.dirname, '../../../electron/auth/passwordHasher.ts')).href;
  const program = `import { wakeHasher } from ${JSON.stringify(module)}; wakeHasher();`;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 20_000 })).toMatchObject({ status: 0, signal: null });
});

it('leaves the event loop free while ten users are hashed (K-23)', async () => {
  await hashPassword('warm', 4);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await Promise.all(Array.from({ length: 10 }, (_, index) => hashPassword(`user ${String(index)}`)));
  delay.disable();
  // Generous against noise: on the loop itself each hash would block for 80 ms or more, ten for most of a second.
  expect(delay.percentile(90) / 1e6).toBeLessThan(50);
});
