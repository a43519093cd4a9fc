/** The blocks of a PEM file (RFC 7468), found as Go's encoding/pem finds them: a block begins at the start of a line. */

export interface PemBlock {
  readonly label: string;
  /** Base64 without line breaks. */
  readonly base64: string;
  /** `Proc-Type` and the like, which encrypted keys of the old form have. */
  readonly headers: string;
}

const begin = /^-----BEGIN ([^\n]*?)-----[ \t\r]*$/gm;

function readBlock(label: string, inside: string): PemBlock | null {
  const lines = inside.replaceAll('\r', '').split('\n').map((line) => line.trim());
  const body = lines.filter((line) => line !== '' && !line.includes(':'));
  const base64 = body.join('').replaceAll(/\s/g, '');
  const sound = base64.length > 0 && base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
  return sound ? { label, base64, headers: lines.filter((line) => line.includes(':')).join('\n') } : null;
}

/** @returns the sound blocks in order, and whether a block is cut off or damaged */
export function pemBlocks(text: string): { blocks: PemBlock[]; damaged: boolean } {
  const blocks: PemBlock[] = [];
  let damaged = false;
  for (const match of text.matchAll(begin)) {
    const label = match[1] ?? '';
    const from = match.index + match[0].length;
    const end = text.indexOf(`\n-----END ${label}-----`, from);
    const next = text.indexOf('\n-----BEGIN ', from);
    const cut = end < 0 || (next >= 0 && next < end);
    const block = cut ? null : readBlock(label, text.slice(from, end));
    if (block === null) damaged = true;
    else blocks.push(block);
  }
  return { blocks, damaged };
}
