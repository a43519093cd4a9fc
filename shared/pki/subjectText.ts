/** A distinguished name as one line, in the order of the certificate. */

/** One attribute; `type` is its short name such as CN, or a dotted object identifier. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** `C=BE, O=Inuits, CN=localhost`; separators within a value are escaped with a backslash (RFC 4514 2.4). */
export function subjectText(attributes: readonly NameAttribute[]): string {
  return attributes.map(({ type, value }) => `${type}=${value.replace(/[\\,+]/g, '\\$&')}`).join(', ');
}
