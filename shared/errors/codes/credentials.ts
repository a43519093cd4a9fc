/** Codes about user names and passwords. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const credentialCodes = {
  USER_NAME_EMPTY: { message: 'A user needs a name.' },
  USER_NAME_TOO_LONG: { message: 'The user name has {length} characters; up to {limit} are allowed.' },
  USER_NAME_COLON: {
    message: 'A user name cannot hold a colon.',
    hint: 'HTTP sends name and password joined by a colon, so such a user could never sign in.',
  },
  USER_NAME_CONTROL: {
    message: 'The user name holds a line break, another control character or half a character.',
    hint: 'It usually comes from copying. Type the name by hand.',
  },
  USER_NAME_SPACE: { message: 'The user name begins or ends with a space.', hint: 'Remove the space.' },
  USER_NAME_RESERVED: { message: 'PromSeal cannot handle a user called {name}.', hint: 'Choose another name.' },
  PASSWORD_EMPTY: {
    message: 'The password is empty.',
    hint: 'Prometheus would let in everybody who knows the user name.',
  },
  PASSWORD_TOO_LONG: {
    message: 'The password takes {bytes} bytes; bcrypt reads {limit}.',
    hint: 'What stands behind byte {limit} would not be checked. Letters beyond ASCII take two to four bytes.',
  },
  PASSWORD_CONTROL: {
    message: 'The password holds a line break, another control character or half a character.',
    hint: 'Such a password cannot be typed or kept in a file. It usually comes from copying.',
  },
  PASSWORD_SPACE: {
    message: 'The password begins or ends with a space.',
    hint: 'Prometheus drops outer spaces when it reads a password from a file, so it could not sign in to itself.',
  },
  PASSWORD_NORMALISED: {
    message: 'Letters with accents in this password were brought into their usual form (NFC).',
    hint: 'The same letter can be stored in two ways. Most keyboards and browsers send this one.',
  },
  HASH_INVALID: {
    message: 'This is not a complete bcrypt hash: {reason}.',
    hint: 'It has 60 characters and begins with $2y$10$, $2b$10$ or $2a$10$. htpasswd -nBC 10 makes one.',
  },
  HASH_COST: {
    message: 'The hash has cost {cost}; only cost 10 keeps the user names secret.',
    hint: 'Prometheus compares an unknown user with a hash of cost 10, so another cost shows by its time that the name exists.',
  },
} as const satisfies Record<string, CatalogueEntry>;
