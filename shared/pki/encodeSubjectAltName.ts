/** The extension value that holds a certificate's names. */
import { encodeDer, sequenceTag } from './encodeDer.ts';
import { parseAddress } from './ipAddress.ts';
import type { SubjectAltName } from './generalName.ts';

/** GeneralName tags of RFC 5280 4.2.1.6. */
const dnsName = 0x82;
const ipAddress = 0x87;

/** The DER of GeneralNames for these names, in their order. Addresses are 4 or 16 bytes of our own parsing. */
export function encodeSubjectAltName(names: readonly SubjectAltName[]): Uint8Array<ArrayBuffer> {
  const encoded = names.map((name) => {
    const address = name.kind === 'ip' ? parseAddress(name.value) : null;
    if (address !== null) return encodeDer(ipAddress, address);
    return encodeDer(dnsName, Uint8Array.from(name.value, (character) => character.charCodeAt(0)));
  });
  return encodeDer(sequenceTag, ...encoded);
}
