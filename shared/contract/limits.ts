/** Limits that both ends of a transport know. */

/** A call's input may have this many bytes as JSON. */
export const maxInputBytes = 1024 * 1024;
