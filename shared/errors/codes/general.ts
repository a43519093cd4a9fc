/** Codes about the call itself. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const generalCodes = {
  INTERNAL: {
    message: 'PromSeal met an error it does not know (reference {ref}).',
    hint: 'The log has the details under that reference. Nothing more was done after it.',
  },
  INPUT_INVALID: {
    message: 'This request does not have the form that {method} takes.',
    hint: 'Each problem below names the field and what it takes.',
  },
  METHOD_UNKNOWN: { message: 'There is no method called {method}.' },
  BUSY: {
    message: 'Another change is being applied, since {since} by process {pid}.',
    hint: 'Wait until it has finished, or cancel it where it was started.',
  },
  CONNECTION_LOST: {
    message: 'PromSeal does not answer any more.',
    hint: 'It was closed, or its program ended. Start it again; what you answered is kept, passwords are not.',
  },
  CANCELLED: { message: 'You stopped this. What had been changed was put back.' },
  ANSWER_INVALID: { message: '{field}: {reason}.' },
  ANSWERS_UNREADABLE: {
    message: 'The answers file {path} cannot be used: {reason}.',
    hint: 'docs/answers.md has every answer; docs/examples/article.yml is a complete file.',
  },
} as const satisfies Record<string, CatalogueEntry>;
