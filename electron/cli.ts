/** The entry of the command line. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './cli/commandLine.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Built, this file is dist/electron/cli.js; the page lies beside it in dist/renderer. */
const rendererFolder = import.meta.url.endsWith('.ts') ? join(here, '../dist/renderer') : join(here, '../renderer');

process.exitCode = await runCommandLine(process.argv.slice(2), { rendererFolder });
