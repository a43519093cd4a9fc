/**
 * Names the cause of a refused certificate from the words of Go's verifier (crypto/x509, verify.go).
 * @param reason words of the verifier, with or without the prefix that Go 1.20 brought
 */
export type RefusalCode =
  | 'ISSUER_UNKNOWN'
  | 'NAME_NOT_IN_CERTIFICATE'
  | 'NAME_ONLY_IN_COMMON_NAME'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_WRONG_USE'
  | 'CERTIFICATE_REFUSED';

const byWords: readonly (readonly [RegExp, RefusalCode])[] = [
  [/relies on legacy Common Name/, 'NAME_ONLY_IN_COMMON_NAME'],
  [/is valid for .*, not |not valid for any names|doesn't contain any IP SANs/, 'NAME_NOT_IN_CERTIFICATE'],
  [/expired or is not yet valid.* is before /, 'CERTIFICATE_NOT_YET_VALID'],
  [/expired or is not yet valid/, 'CERTIFICATE_EXPIRED'],
  [/incompatible key usage/, 'CERTIFICATE_WRONG_USE'],
  [/signed by unknown authority/, 'ISSUER_UNKNOWN'],
];

export function explainRefusal(reason: string): RefusalCode {
  return byWords.find(([words]) => words.test(reason))?.[1] ?? 'CERTIFICATE_REFUSED';
}
