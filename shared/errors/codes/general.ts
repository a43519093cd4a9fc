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
  SESSION_LINK_USED: {
    message: 'The link to this page was opened before, in another tab or by somebody else.',
    hint: 'It works once. If that was not you, end PromSeal in its terminal, start it again and open the new link at once.',
  },
  SESSION_LINK_EXPIRED: {
    message: 'The link to this page is older than ten minutes and was never used.',
    hint: 'End PromSeal in its terminal, start it again and open the new link.',
  },
  SESSION_MISSING: {
    message: 'This page was opened without its link.',
    hint: 'Open the whole link that PromSeal printed, with everything after the # sign. It works once, in one tab.',
  },
  SESSION_CLOSED: {
    message: 'PromSeal does not know this tab.',
    hint: 'It was started again since, or the link was changed on its way. Open the newest link that it printed.',
  },
  SERVER_CHANGED: {
    message: 'Another program answers now where PromSeal did. This page has stopped and sent it nothing but a question.',
    hint: 'PromSeal has ended and its port was taken over. Close this tab, start PromSeal again and open its new link.',
  },
  REQUEST_TOO_LARGE: {
    message: 'This call is larger than 1 MiB.',
    hint: 'Give fewer names or users at once.',
  },
  LOOPBACK_PORT_UNUSABLE: {
    message: 'PromSeal cannot listen on port {port} of 127.0.0.1: {reason}.',
    hint: 'Leave --port out to get a free one.',
  },
  CANCELLED: { message: 'You stopped this. What had been changed was put back.' },
  ANSWER_INVALID: { message: '{field}: {reason}.' },
  ANSWERS_UNREADABLE: {
    message: 'The answers file {path} cannot be used: {reason}.',
    hint: 'docs/answers.md has every answer; docs/examples/article.yml is a complete file.',
  },
} as const satisfies Record<string, CatalogueEntry>;
