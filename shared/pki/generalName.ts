/** A name in a certificate: the two kinds of GeneralName (RFC 5280 4.2.1.6) that servers use. */

/** `value` is canonical: A-labels in lower case, or the text of RFC 5952. `shown` has the letters as people read them. */
export interface SubjectAltName {
  readonly kind: 'dns' | 'ip';
  readonly value: string;
  readonly shown: string;
}
