/** What stands where the path of a file belongs. */
import type { Finding } from '../../model/finding.ts';
import { textAt } from '../../prometheus/connectionSections.ts';
import { fieldFinding, type CheckedPart } from './checkedPart.ts';

/** CONNECTION_PATH_HOLDS_PEM, broken: the text of a certificate or key, which Prometheus takes for the name of a file. */
export function checkPaths(part: CheckedPart): Finding[] {
  return [...part.fields.keys()].filter((key) => key.endsWith('_file')).flatMap((key) => {
    const pem = /-----BEGIN [A-Z0-9 ]+-----/.exec(textAt(part.fields, key) ?? '')?.[0];
    if (pem === undefined) return [];
    const inline = part.kind === 'tls' ? ` under ${key.replace(/_file$/, '')}, which takes it from 2.45 on, or` : '';
    const told = { code: 'CONNECTION_PATH_HOLDS_PEM', severity: 'broken', details: { field: key, inline } } as const;
    // The value itself may be a private key.
    return [{ ...fieldFinding(part, key, told, { raw: pem }), evidence: [] }];
  });
}
