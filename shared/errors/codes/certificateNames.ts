/** Codes about the names of a certificate. Part of `certificate.ts`. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const certificateNameCodes = {
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
