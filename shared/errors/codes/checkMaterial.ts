/** Codes about what the certificates, keys, CAs and password files of a setup hold. */
import type { CatalogueEntry } from '../catalogueEntry.ts';
import { checkChainCodes } from './checkChains.ts';

const fileCodes = {
  MATERIAL_IS_PKCS12: {
    message: 'The file is a PKCS#12 store (.p12, .pfx).',
    hint: 'Prometheus reads PEM only. Take out the certificates with openssl pkcs12 -in FILE -nokeys -out FILE.crt, and the key with openssl pkcs12 -in FILE -nocerts -nodes -out FILE.key',
  },
  MATERIAL_IS_REQUEST: {
    message: 'The file holds a certificate request, not a certificate.',
    hint: 'An authority makes the certificate from the request. Put here what it sent back.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const serverCertificateCodes = {
  CERTIFICATE_WITHOUT_ANY_NAME: {
    message: 'The certificate names no host, not even in its common name.',
    hint: 'Every client refuses it. Have it issued with the names and addresses of the server as subject alternative names.',
  },
  CERTIFICATE_VERSION_1: {
    message: 'The certificate is of version 1, which cannot hold host names.',
    hint: 'Prometheus, Grafana and Chrome refuse it, while curl and Node accept it. openssl x509 -req makes such certificates unless it is given -extfile with a subjectAltName, or -copy_extensions copy.',
  },
  CERTIFICATE_IS_AUTHORITY: {
    message: 'The certificate is that of an authority, {subject}, and names no server.',
    hint: 'The file of the authority belongs to the clients, as their ca_file. The server needs the certificate that the authority issued for it.',
  },
  CERTIFICATE_MAY_SIGN: {
    message: 'The server uses the certificate of an authority, {subject}.',
    hint: 'Clients accept it; but who takes its key from this server can make a certificate for any name. Have one issued with CA:FALSE.',
  },
  CERTIFICATE_NOT_FOR_NAME: {
    message: 'The certificate is not valid for {name}, which is asked for by {where}.',
    hint: 'It is valid for {names}. Have it issued for {name} as well, or let the client expect one of those names (server_name in its tls_config).',
  },
  CERTIFICATE_ADDRESS_MALFORMED: {
    message: 'The certificate holds an IP address that is {length} bytes long.',
    hint: 'Prometheus refuses the whole certificate. An address has 4 or 16 bytes; a network cannot stand in a certificate.',
  },
  CERTIFICATE_USAGE_NOT_FOR_TLS: {
    message: 'The key usage of the certificate is {usages} only.',
    hint: 'curl, Node and Chrome refuse it as that of a server; Prometheus and Grafana accept it. Have it issued with digitalSignature.',
  },
  CERTIFICATE_SIGNATURE_UNKNOWN: {
    message: 'The certificate is signed with {algorithm}, which Prometheus does not verify.',
    hint: 'Have it signed with SHA-256 by an EC or RSA key.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const clientCertificateCodes = {
  CLIENT_CERTIFICATE_NOT_FOR_CLIENTS: {
    message: 'The client certificate is not made for clients.',
    hint: 'Its extended key usage lacks clientAuth, so a server that asks for client certificates refuses it. Have it issued for client authentication.',
  },
  CLIENT_CERTIFICATE_OTHER_AUTHORITY: {
    message: 'The client certificate was issued by {issuer}, which the client_ca_file of the server does not accept.',
    hint: 'The client certificate, or the CA file of the server, is of another authority or from before its renewal. Have the certificate issued by {authorities}.',
  },
  CLIENT_CERTIFICATE_NAME_NOT_ALLOWED: {
    message: 'The client certificate holds none of the names in client_allowed_sans.',
    hint: 'It holds {names}. One of them must stand in client_allowed_sans letter by letter.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const passwordFileCodes = {
  PASSWORD_FILE_EMPTY: {
    message: 'The password file holds nothing but white space.',
    hint: 'Prometheus signs in with an empty password and is refused. Write the password into the file, alone.',
  },
  PASSWORD_FILE_HAS_BOM: {
    message: 'The password file begins with an invisible mark (byte order mark).',
    hint: 'Prometheus sends the mark as part of the password and is refused. Save the file as UTF-8 without BOM.',
  },
  PASSWORD_FILE_LINES: {
    message: 'The password file has {lines} lines.',
    hint: 'Prometheus sends all of them, with the line breaks, as one password. Leave the password alone in the file.',
  },
  PASSWORD_FILE_IS_HASH: {
    message: 'The password file holds a bcrypt hash rather than a password.',
    hint: 'Prometheus sends what stands in the file, and the server compares its hash. The hash belongs into the web.yml of the server, the password itself into this file.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export const checkMaterialCodes = {
  ...fileCodes,
  ...serverCertificateCodes,
  ...checkChainCodes,
  ...clientCertificateCodes,
  ...passwordFileCodes,
} as const satisfies Record<string, CatalogueEntry>;
