/** Codes about staging a change for root to install. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const bundleCodes = {
  BUNDLE_NOT_HERE: {
    message: 'A bundle is installed by a script for Linux, and this machine runs something else.',
    hint: 'Apply the change directly, as a user who may write the files.',
  },
  BUNDLE_SERVER_OURS: {
    message: 'A bundle is for a Prometheus that systemd or somebody else runs; these answers have PromSeal start its own.',
    hint: 'Name the unit (server.kind service) or the address of the running server (server.kind running), or use apply.',
  },
  BUNDLE_PATH_UNUSABLE: {
    message: 'The path {path} holds a line break or another control character, and no script is written with that.',
    hint: 'Rename the file or folder, or change it with: sudo promseal apply',
  },
  BUNDLE_EMPTY: {
    message: 'Everything is as these answers ask for already, so there is nothing for root to install.',
    hint: 'Prove what is in place instead, or change an answer.',
  },
  BUNDLE_FOLDER_TAKEN: {
    message: '{path} is there already, and a bundle is only written into a new folder.',
    hint: 'Name another folder, or delete this one when it is an old bundle that you no longer need.',
  },
} as const satisfies Record<string, CatalogueEntry>;
