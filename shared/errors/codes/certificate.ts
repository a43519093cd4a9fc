/** Codes about certificates, keys and names. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

const nameCodes = {
  NAMES_MISSING: {
    message: 'The certificate has no name.',
    hint: 'Clients compare the name or address they connect to with the names in the certificate. Add at least one.',
  },
  NAMES_TOO_MANY: {
    message: '{count} names make a certificate of about {bytes} bytes; the limit is {limit} bytes.',
    hint: 'Prometheus 2.42 refuses a handshake with much larger certificates. Use fewer names, or a wildcard such as *.example.org.',
  },
  NAME_REPEATED: {
    message: '{name} is in the list twice.',
    hint: 'It is the same name as entry {first}. Remove one of the two.',
  },
  NAME_EMPTY: { message: 'The name is empty.', hint: 'Type a host name or an address, or remove the entry.' },
  NAME_HAS_SPACE: {
    message: '"{name}" contains a space or an invisible character.',
    hint: 'Type one name in each entry, without spaces.',
  },
  NAME_HAS_SCHEME: {
    message: '"{name}" is a URL, not a name.',
    hint: 'Leave out {scheme}:// and what follows the host: a certificate holds names only.',
  },
  NAME_HAS_PORT: {
    message: '"{name}" ends in a port.',
    hint: 'The port is not part of a name. Leave out the colon and what follows; the certificate is good for every port.',
  },
  NAME_HAS_PATH: {
    message: '"{name}" contains a path.',
    hint: 'Type only what stands between https:// and the next slash.',
  },
  NAME_HAS_USER: {
    message: '"{name}" looks like an e-mail address or a sign-in.',
    hint: 'Leave out the @ and what precedes it.',
  },
  NAME_HAS_BRACKETS: {
    message: '"{name}" contains brackets.',
    hint: 'Brackets belong to URLs. Type an IPv6 address without them, such as 2001:db8::1.',
  },
  NAME_HAS_ZONE: {
    message: '"{name}" contains a zone.',
    hint: 'A zone such as %eth0 has a meaning on one machine only. Leave out the percent sign and what follows.',
  },
  NAME_IS_NETWORK: {
    message: '"{name}" is a network, not an address.',
    hint: 'A certificate names single addresses. Add each address that clients use.',
  },
  NAME_NOT_AN_ADDRESS: {
    message: '"{name}" looks like an address, but is none.',
    hint: 'An IPv4 address has four numbers from 0 to 255 without leading zeros, such as 192.0.2.10; an IPv6 address looks like 2001:db8::1.',
  },
  NAME_HAS_UNDERSCORE: {
    message: '"{name}" contains an underscore.',
    hint: 'Host names consist of letters, digits and hyphens. Clients differ on underscores; give the host another name.',
  },
  NAME_HAS_CHARACTER: {
    message: '"{name}" contains {character} ({codePoint}).',
    hint: 'Host names consist of letters, digits, hyphens and dots.',
  },
  NAME_HYPHEN_AT_EDGE: {
    message: 'In "{name}", the part "{label}" begins or ends with a hyphen.',
    hint: 'A hyphen may only stand between letters and digits.',
  },
  NAME_LABEL_EMPTY: { message: '"{name}" has nothing between two dots, or begins with a dot.', hint: 'Leave out the extra dot.' },
  NAME_TRAILING_DOT: {
    message: '"{name}" ends in a dot.',
    hint: 'Leave out the last dot: Prometheus and OpenSSL refuse such a name in a certificate.',
  },
  NAME_LABEL_TOO_LONG: {
    message: 'In "{name}", the part "{label}" is {length} characters long; DNS allows 63.',
    hint: 'Letters outside a to z count more than once: DNS carries them in an encoded form.',
  },
  NAME_TOO_LONG: {
    message: 'A name is {length} characters long; DNS allows 253.',
    hint: 'Check that only one name stands in the entry.',
  },
  NAME_WILDCARD_MISPLACED: {
    message: '"{name}" has an asterisk where none may stand.',
    hint: 'An asterisk may only be the whole first part, as in *.example.org, where it stands for one part.',
  },
  NAME_WILDCARD_TOO_BROAD: {
    message: '"{name}" is broader than clients accept.',
    hint: 'At least two parts must follow the asterisk, as in *.example.org.',
  },
  NAME_ENCODING_INVALID: {
    message: 'In "{name}", the part "{label}" is not a valid encoded name.',
    hint: 'A part that begins with xn-- stands for letters outside a to z. Type those letters themselves.',
  },
  NAME_IS_MAPPED_ADDRESS: {
    message: '{name} is an IPv4 address in IPv6 clothing.',
    hint: 'Prometheus 3.5, built with Go 1.27, refuses every certificate that holds one. Type {plain} instead: it stands for both.',
  },
  NAME_MIXES_SCRIPTS: {
    message: '{shown} mixes letters of {scripts}.',
    hint: 'Some of these letters look alike. The certificate will say {name}: check that this is what clients ask for.',
  },
} as const satisfies Record<string, CatalogueEntry>;

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
  COMMON_NAME_NOT_A_NAME: {
    message: 'The common name {value} is not in the list of names.',
    hint: 'Prometheus does not look at the common name. Add it to the names if clients connect to it.',
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

const fileCodes = {
  CERTIFICATE_EMPTY: { message: 'The certificate file is empty.', hint: 'Copy the certificate again, or make a new one.' },
  CERTIFICATE_IS_DER: {
    message: 'The certificate is in the binary form (DER).',
    hint: 'Prometheus reads PEM only. Convert it: openssl x509 -inform der -in FILE -out FILE.pem',
  },
  CERTIFICATE_NOT_PEM: {
    message: 'The file holds no certificate in PEM form.',
    hint: 'A certificate begins with the line -----BEGIN CERTIFICATE-----.',
  },
  CERTIFICATE_HAS_BOM: {
    message: 'The file begins with an invisible mark (byte order mark).',
    hint: 'Prometheus does not find the first block behind it. Save the file as UTF-8 without BOM.',
  },
  CERTIFICATE_TRUNCATED: {
    message: 'A PEM block of the file is cut off or damaged.',
    hint: 'Every -----BEGIN line needs its -----END line, and whole base64 in between. Copy the file again.',
  },
  CERTIFICATE_UNREADABLE: {
    message: 'The certificate cannot be read: {detail}.',
    hint: 'The file is in PEM form, but what it holds is no sound X.509 certificate. Make or request a new one.',
  },
  CERTIFICATE_FILE_HOLDS_KEY: {
    message: 'The certificate file holds a private key as well.',
    hint: 'Certificate files are handed out to clients. Keep the key in a file of its own, readable by Prometheus only.',
  },
  CERTIFICATE_AND_KEY_SWAPPED: {
    message: 'The certificate file holds a private key, and no certificate.',
    hint: 'cert_file and key_file are probably the wrong way round.',
  },
  KEY_EMPTY: { message: 'The key file is empty.', hint: 'Copy the key again, or make a new pair.' },
  KEY_IS_DER: {
    message: 'The private key is in the binary form (DER).',
    hint: 'Prometheus reads PEM only. Convert it: openssl pkey -inform der -in FILE -out FILE.pem',
  },
  KEY_NOT_PEM: {
    message: 'The file holds no private key in PEM form.',
    hint: 'A private key begins with the line -----BEGIN PRIVATE KEY-----.',
  },
  KEY_IS_CERTIFICATE: {
    message: 'The key file holds a certificate, and no private key.',
    hint: 'cert_file and key_file are probably the wrong way round.',
  },
  KEY_ENCRYPTED: {
    message: 'The private key is protected by a password.',
    hint: 'Prometheus cannot ask for it and will not start. Write it without: openssl pkey -in FILE -out FILE.plain',
  },
  KEY_UNREADABLE: {
    message: 'The private key cannot be read.',
    hint: 'The file is in PEM form, but what it holds is no sound private key. Copy it again, or make a new pair.',
  },
  KEY_DOES_NOT_MATCH: {
    message: 'The private key does not belong to the certificate.',
    hint: 'Prometheus does not start with such a pair. One of the two is probably left over from before a renewal.',
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
    message: 'The certificate expires on {date}, in {days} days.',
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
  CERTIFICATE_SIGNATURE_PSS: {
    message: 'The certificate is signed with RSA-PSS.',
    hint: 'Chrome and GnuTLS refuse it, and Prometheus may. Have it signed with RSA PKCS#1 v1.5 or ECDSA.',
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
    hint: 'Current Prometheus (built with Go 1.23 or later) refuses negative serial numbers and such of more than 20 bytes; zero breaks RFC 5280.',
  },
  CERTIFICATE_EXTENSION_UNKNOWN: {
    message: 'The certificate has a critical extension that Prometheus does not know: {oid}.',
    hint: 'Clients must refuse what they do not understand when it is critical. Have it issued without.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export const certificateCodes = {
  ...nameCodes,
  ...profileCodes,
  ...fileCodes,
  ...judgementCodes,
} as const satisfies Record<string, CatalogueEntry>;
