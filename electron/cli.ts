/** The entry of the command line. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wakeHasher } from './auth/passwordHasher.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Built, this file is dist/electron/cli.js; the page lies beside it in dist/renderer. */
const rendererFolder = import.meta.url.endsWith('.ts') ? join(here, '../dist/renderer') : join(here, '../renderer');

// A core of its own can do this while the rest of the program is read.
if (process.argv[2] === 'apply') wakeHasher();
const { runCommandLine } = await import('./cli/commandLine.ts');
process.exitCode = await runCommandLine(process.argv.slice(2), { rendererFolder });
