/** Codes about switching the connections of Prometheus to others. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const connectionCodes = {
  CONNECTION_NOT_THERE: {
    message: 'prometheus.yml has no {what}.',
    hint: 'It has {present}.',
  },
  CONFIG_TOO_LARGE: {
    message: '{path} is larger than {limit} MB, the most that PromSeal edits.',
    hint: 'Put this there by hand, turn scrape.edit off, leave connections out, and PromSeal does the rest:\n{snippet}',
  },
  CONNECTION_IN_OTHER_FILE: {
    message: 'The job {job} stands in {file}, which scrape_config_files names; PromSeal edits prometheus.yml only.',
    hint: 'Move the job into prometheus.yml, or change it there by hand.',
  },
  CONNECTION_FILE_MISSING: {
    message: 'There is no {file}, which {key} is to name.',
    hint: 'Put the file there first. Relative paths start at the folder of prometheus.yml.',
  },
  CONNECTION_PAIR_INCOMPLETE: {
    message: '{what} would have {present} and no {missing}; Prometheus takes both or none.',
    hint: 'Give cert_file and key_file together.',
  },
  CONNECTION_PASSWORD_MISSING: {
    message: '{what} would sign in as {user} with no password.',
    hint: 'Give the file that holds it as password_file.',
  },
  CONNECTION_WITHOUT_USER: {
    message: '{what} would have a password file, and no name to sign in with.',
    hint: 'Give the name as user.',
  },
  CONNECTION_OTHER_SIGN_IN: {
    message: '{what} signs in by {auth}, and Prometheus takes no user and password beside that.',
    hint: 'Remove {auth} there first, or leave the user out.',
  },
  CONNECTION_PASSWORD_IN_CLEAR: {
    message: '{what} would send its password over plain HTTP.',
    hint: 'Switch it to https as well.',
  },
} as const satisfies Record<string, CatalogueEntry>;
