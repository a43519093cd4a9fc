/** The version of PromSeal, from its package. */
import packageFile from '../../package.json' with { type: 'json' };

export const programVersion = packageFile.version;
