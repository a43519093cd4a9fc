/** Reads a file of any content as part of a setup. */
import type { MaterialFacts } from '../../shared/model/materialFacts.ts';
import { fileState, readFrom } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';
import { materialOfBytes } from './materialOfBytes.ts';

/** Certificates, keys and passwords are far smaller; of a larger configuration the beginning tells what it is. */
const maxBytes = 1024 * 1024;

/**
 * Never throws for what a file can be: `state` says when it is absent, a folder or closed to us, and all else is empty
 * then.
 * @param path absolute
 */
export function readMaterial(path: string): MaterialFacts {
  const state = fileState(path);
  if (state.kind !== 'file') return materialOfBytes(path, state, Buffer.alloc(0));
  try {
    return materialOfBytes(path, state, readFrom(path, 0, maxBytes));
  } catch (error) {
    // Gone or closed since: the next look tells it.
    if (!(error instanceof WizardError)) throw error;
    return materialOfBytes(path, { kind: 'unusable', reason: error.failure.message }, Buffer.alloc(0));
  }
}
