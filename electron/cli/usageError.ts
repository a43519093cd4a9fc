/** A command line that was typed wrong: told with the usage, exit code 2, nothing was done. */
export class UsageError extends Error {}
