/** The person ended a question with Ctrl-C or Ctrl-D. Nothing was done before it was answered. */
export class Stopped extends Error {}
