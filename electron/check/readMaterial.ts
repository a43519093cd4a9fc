/** Reads a file of any content as part of a setup. */
import type { MaterialFacts } from '../../shared/model/materialFacts.ts';
import type { FileState } from '../../shared/model/hostFacts.ts';
import { fileState, readFrom } from '../host/readFiles.ts';
import { pathFacts } from '../host/statFiles.ts';
import { WizardError } from '../wizardError.ts';
import { materialOfBytes } from './materialOfBytes.ts';

/** Certificates, keys and passwords are far smaller; of a larger configuration the beginning tells what it is. */
const maxBytes = 1024 * 1024;
/** Larger than any configuration that is read: its state would be the hash over all of it, and take as long as it is large. */
const mostHashedBytes = 20 * 1024 * 1024;

function stateOf(path: string): FileState {
  const facts = pathFacts(path);
  const isLarge = facts?.isFile === true && facts.size > mostHashedBytes;
  return isLarge ? { kind: 'unusable', reason: 'it is larger than 20 MiB' } : fileState(path);
}

/**
 * Never throws for what a file can be: `state` says when it is absent, a folder or closed to us, and all else is empty
 * then.
 * @param path absolute
 */
export function readMaterial(path: string): MaterialFacts {
  const state = stateOf(path);
  if (state.kind !== 'file') return materialOfBytes(path, state, Buffer.alloc(0));
  try {
    return materialOfBytes(path, state, readFrom(path, 0, maxBytes));
  } catch (error) {
    // Gone or closed since: the next look tells it.
    if (!(error instanceof WizardError)) throw error;
    return materialOfBytes(path, { kind: 'unusable', reason: error.failure.message }, Buffer.alloc(0));
  }
}
