/**
 * The schema library, told before the first schema is made not to compile any: it would otherwise try `new Function`,
 * which the page's content security policy stops and reports. Every schema of the program is made through this file.
 */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
