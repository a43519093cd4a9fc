/** Codes about certificate files and key files. Part of `certificate.ts`. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const pairFileCodes = {
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
