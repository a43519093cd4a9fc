/** The authorities that a Go client trusts when it is given none. */
import { rootCertificates } from 'node:tls';
import { fileState, readText } from '../host/readFiles.ts';

/** Where Go looks on Linux, in its order (crypto/x509, root_linux.go). */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** PEM texts: the distribution's bundle, and where there is none the authorities that come with Node. */
export function systemRoots(): readonly string[] {
  const bundle = bundles.find((path) => fileState(path).kind === 'file');
  return bundle === undefined ? rootCertificates : [readText(bundle)];
}
