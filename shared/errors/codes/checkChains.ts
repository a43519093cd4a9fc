/** Codes about the authorities of a setup: in the certificate file of a server and in CA files. Part of `checkMaterial.ts`. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

const servedChainCodes = {
  CERTIFICATE_LEAF_NOT_FIRST: {
    message: 'The file begins with {subject}, and the key belongs to a certificate further down.',
    hint: 'The first certificate is the one that the key must belong to and that clients see. Put that of the server first, then its authorities.',
  },
  CERTIFICATE_CHAIN_DISORDERED: {
    message: 'The authority {subject} stands in the file before the certificate that it signed.',
    hint: 'Prometheus, curl and Node sort the certificates themselves, but TLS 1.2 (RFC 5246) asks for them in order: each one followed by the one that signed it.',
  },
  CERTIFICATE_CHAIN_REPEATS: {
    message: 'The certificate {subject} stands in the file twice.',
    hint: 'Clients accept it. Leave out the second one.',
  },
  CERTIFICATE_CHAIN_HOLDS_ROOT: {
    message: 'The file holds the root {subject} as well.',
    hint: 'Clients trust a root only from a file of their own, so sending it is of no use. Leave it out.',
  },
  CERTIFICATE_CHAIN_UNRELATED: {
    message: 'The file holds the certificate {subject}, which has nothing to do with that of the server.',
    hint: 'Clients ignore it. If it was meant as the authority that issued the certificate, it is the wrong one: that is {issuer}.',
  },
  CERTIFICATE_CHAIN_INCOMPLETE: {
    message: 'The file lacks the intermediate authority {issuer}, which issued the certificate.',
    hint: 'Clients know public roots, not the authorities below them, so most refuse the server. Public authorities hand out a file with both, such as fullchain.pem.',
  },
  CERTIFICATE_CHAIN_EXPIRED: {
    message: 'The intermediate authority {subject} in the file expired on {date}.',
    hint: 'Get its new certificate from the authority, and put it in the place of the old one.',
  },
  CERTIFICATE_CHAIN_EXPIRES_SOON: {
    message: 'The intermediate authority {subject} in the file expires on {date}.',
    hint: 'From then on clients refuse the server. Get its new certificate from the authority before.',
  },
  CERTIFICATE_CHAIN_NOT_AUTHORITY: {
    message: 'The certificate is signed by {subject}, which may not sign certificates.',
    hint: 'Clients accept signatures of authorities only: CA:TRUE, and keyCertSign where there is a key usage. Have it signed by one.',
  },
  CERTIFICATE_CHAIN_SIGNATURE_REFUSED: {
    message: 'The intermediate authority {subject} in the file is signed with {algorithm}.',
    hint: 'Prometheus, curl and Chrome refuse that. Get a certificate of the authority that is signed with SHA-256.',
  },
  CERTIFICATE_NAME_CONSTRAINED: {
    message: 'The authority {subject} may not sign for a name of the certificate: {detail}.',
    hint: 'Its name constraints say for which names it may sign. Have the certificate issued for those, or by another authority.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const caFileCodes = {
  CA_FILE_UNUSABLE: {
    message: 'The CA file holds no certificate that Prometheus can read: {reason}.',
    hint: 'A job with it is missing from the list of targets without a word; in alerting or remote_write it stops the start or the reload. Put the certificate of the authority there in PEM form.',
  },
  CLIENT_CA_FILE_UNUSABLE: {
    message: 'The CA file for client certificates holds no certificate that Prometheus can read: {reason}.',
    hint: 'Prometheus starts with it and then refuses every client certificate. Put the certificate of the authority there in PEM form.',
  },
  CA_EXPIRED: {
    message: 'The authority {subject} in the CA file expired on {date}.',
    hint: 'What it signed is refused with it. Have the authority renewed, and hand out its new certificate.',
  },
  CA_NOT_YET_VALID: {
    message: 'The authority {subject} in the CA file is valid from {date} only.',
    hint: 'Until then, what it signed is refused with it. Check the clock of this machine.',
  },
  CA_EXPIRES_SOON: {
    message: 'The authority {subject} in the CA file expires on {date}.',
    hint: 'From then on, what it signed is refused. Hand out its new certificate before: both may stand in the file.',
  },
  CA_IS_LEAF: {
    message: 'The CA file holds the certificate of a server, {subject}, rather than its authority.',
    hint: 'Prometheus and curl accept that, Node refuses it; and the file must be replaced with every renewal. Put the root {issuer} there.',
  },
  CA_IS_INTERMEDIATE: {
    message: 'The CA file holds the intermediate authority {subject} without its root.',
    hint: 'Prometheus and curl accept that, Node refuses it. Add the root {issuer}.',
  },
  CA_CANNOT_SIGN: {
    message: 'The certificate {subject} in the CA file may not sign certificates.',
    hint: 'Clients refuse what it signed: an authority needs CA:TRUE, and keyCertSign where it has a key usage. Make the authority anew.',
  },
  CA_DOES_NOT_SIGN: {
    message: 'The CA file does not hold {issuer}, which issued the certificate of the server.',
    hint: 'It holds {held}. Two causes look alike: the server does not send its intermediate authority, which belongs into cert_file behind its own certificate; or this is the file of another authority.',
  },
  CA_STALE: {
    message: 'The CA file holds another authority of the name {subject} than the one that issued the certificate of the server.',
    hint: 'It was probably made anew, or the file is from before a renewal. Hand out its present certificate: compare the SHA-256 fingerprints.',
  },
  CA_CHAIN_REFUSED: {
    message: 'Prometheus does not accept the certificate of the server with the authorities in the CA file: {detail}.',
    hint: 'The authority is limited in what it may sign. Have the certificate issued within these limits, or by another authority.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export const checkChainCodes = { ...servedChainCodes, ...caFileCodes } as const satisfies Record<string, CatalogueEntry>;
