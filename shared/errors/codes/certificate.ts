/** Codes about certificates, keys and names. */
import type { CatalogueEntry } from '../catalogueEntry.ts';
import { certificateNameCodes } from './certificateNames.ts';
import { pairFileCodes } from './pairFiles.ts';

const profileCodes = {
  SUBJECT_COUNTRY_INVALID: {
    message: '"{value}" is not a country code.',
    hint: 'Type the two letters of ISO 3166, such as BE, or leave the field empty.',
  },
  SUBJECT_TOO_LONG: {
    message: 'The field {field} has {length} characters; certificates allow {limit}.',
    hint: 'Shorten it, or leave it empty: clients do not read the subject.',
  },
  SUBJECT_HAS_CONTROL: {
    message: 'The field {field} contains a line break or another control character.',
    hint: 'Type the text on one line.',
  },
  VALIDITY_INVALID: {
    message: 'A validity of {days} days is not possible.',
    hint: 'Choose a whole number of days from 1 to 3650.',
  },
  VALIDITY_OVER_APPLE_LIMIT: {
    message: 'Apple devices refuse a certificate that is valid for {days} days.',
    hint: 'macOS and iOS accept at most 825 days, also from private authorities. Prometheus, Grafana, curl and Chrome accept it.',
  },
  VALIDITY_OVER_PUBLIC_LIMIT: {
    message: '{days} days are more than the 398 days that browsers ever accepted from public authorities.',
    hint: 'Chrome and Safari refuse such a certificate only from a public authority, so this one works; but a lost key stays useful to a thief for as long.',
  },
  VALIDITY_SHORT: {
    message: 'The certificate has to be renewed within {days} days.',
    hint: 'A short life is good where renewal runs by itself. Where somebody has to remember it, 365 days is safer.',
  },
  CERTIFICATE_TOO_LARGE: {
    message: 'The certificate would have about {bytes} bytes; the limit is {limit} bytes.',
    hint: 'Use fewer names, or a wildcard such as *.example.org.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const judgementCodes = {
  CERTIFICATE_EXPIRED: {
    message: 'The certificate expired on {date}.',
    hint: 'Every client refuses it. Make a new one.',
  },
  CERTIFICATE_NOT_YET_VALID: {
    message: 'The certificate is valid from {date} only.',
    hint: 'Every client refuses it until then. Check the clock of this machine, or make a new one.',
  },
  CERTIFICATE_EXPIRES_SOON: {
    message: 'The certificate expires on {date}.',
    hint: 'Renew it before then: from that moment every client refuses it.',
  },
  CERTIFICATE_WITHOUT_NAMES: {
    message: 'The certificate names its host in the common name only.',
    hint: 'Prometheus, Grafana and Chrome refuse it, while curl and Node accept it. Make a new one with the names as subject alternative names.',
  },
  CERTIFICATE_ADDRESS_AS_NAME: {
    message: 'The certificate holds the address {name} as a DNS name.',
    hint: 'All clients refuse it for that address. It must be an IP subject alternative name.',
  },
  CERTIFICATE_NAME_MALFORMED: {
    message: 'The certificate holds {name}, which clients treat differently or refuse.',
    hint: '{reason}',
  },
  CERTIFICATE_MAPPED_ADDRESS: {
    message: 'The certificate holds {name}, an IPv4 address in IPv6 clothing.',
    hint: 'Prometheus 3.5, built with Go 1.27, refuses every certificate that holds one. Have it issued for the plain IPv4 address.',
  },
  CERTIFICATE_KEY_REFUSED_BY_BROWSERS: {
    message: 'Chrome and its kin refuse a server key of the kind {key}.',
    hint: 'Prometheus, Grafana and curl accept it. Use P-256 if people open the web interface.',
  },
  CERTIFICATE_KEY_UNSUPPORTED: {
    message: 'Prometheus does not load a key of the kind {key}.',
    hint: 'Use P-256, P-384 or RSA with 2048 to 4096 bits.',
  },
  CERTIFICATE_KEY_WEAK: {
    message: 'The RSA key has {bits} bits only.',
    hint: 'curl and others refuse less than 2048 bits. Use P-256, or RSA with 2048 bits.',
  },
  CERTIFICATE_SIGNATURE_REFUSED: {
    message: 'The certificate is signed with {algorithm}.',
    hint: 'Prometheus, curl and Chrome refuse that. Have it signed with SHA-256.',
  },
  CERTIFICATE_NOT_FOR_SERVERS: {
    message: 'The certificate is not made for servers.',
    hint: 'Its extended key usage lacks serverAuth: every client refuses it. Have it issued for server authentication.',
  },
  CERTIFICATE_USAGE_LACKS_SIGNATURE: {
    message: 'The certificate does not allow its key to make signatures.',
    hint: 'Its key usage lacks digitalSignature: Chrome and GnuTLS refuse it, Prometheus and curl accept it.',
  },
  CERTIFICATE_WITHOUT_AUTHORITY_KEY_ID: {
    message: 'The certificate does not say which key signed it.',
    hint: 'The authority key identifier is missing: Python 3.13 and openssl verify -x509_strict refuse it, others accept it.',
  },
  CERTIFICATE_SUBJECT_EMPTY: {
    message: 'The subject is empty and the alternative names are not marked critical.',
    hint: 'Chrome and openssl verify -x509_strict refuse it. Give the subject a common name.',
  },
  CERTIFICATE_SERIAL_INVALID: {
    message: 'The serial number is {what}.',
    hint: 'RFC 5280 wants a positive number of at most 20 bytes. Prometheus accepts it today; newer programs made with Go may not.',
  },
  CERTIFICATE_EXTENSION_UNKNOWN: {
    message: 'The certificate has a critical extension that Prometheus does not know: {oid}.',
    hint: 'Clients must refuse what they do not understand when it is critical. Have it issued without.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export const certificateCodes = {
  ...certificateNameCodes,
  ...profileCodes,
  ...pairFileCodes,
  ...judgementCodes,
} as const satisfies Record<string, CatalogueEntry>;
