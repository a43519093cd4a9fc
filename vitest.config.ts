/** Three projects: quick tests in parallel, real servers two at a time, the browser one at a time. */
import { defineConfig } from 'vitest/config';

/** Where the tests run unattended, a server that was slow once gets a second chance; a fault fails twice. */
const retry = process.env['CI'] === undefined ? 0 : 1;

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{shared,electron,contract,renderer,guards,scripts}/**/*.test.{ts,tsx}'],
          testTimeout: 15_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/real/**/*.test.ts'],
          // Each file starts servers of its own: more at once and their start-up times stop meaning anything.
          maxWorkers: 2,
          retry,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          maxWorkers: 1,
          retry,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
