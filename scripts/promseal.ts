/** `npm run promseal`, and without a command `npm start`: builds when needed, then hands over to the built program. */
import { join } from 'node:path';
import { ensureBuilt } from './ensureBuilt.ts';
import { passOn } from '../electron/host/passOn.ts';
import { projectRoot } from './projectRoot.ts';

process.exitCode = ensureBuilt(projectRoot)
  ? await passOn(process.execPath, [join(projectRoot, 'dist/electron/cli.js'), ...process.argv.slice(2)])
  : 1;
