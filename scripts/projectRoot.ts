/** The folder of the checkout, whatever folder a script is called from. */
import { dirname } from 'node:path';

export const projectRoot = dirname(import.meta.dirname);
