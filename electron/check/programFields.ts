/**
 * Which fields of web.yml a program knows. A program in Go carries the names by which it reads YAML, as struct tags
 * (reflect, "StructTag"), and the words of its errors; so they can be looked up where there is no promtool to ask.
 */
import type { Feature } from '../../shared/prometheus/versions.ts';
import { readFrom } from '../host/readFiles.ts';
import { pathFacts } from '../host/statFiles.ts';
import { WizardError } from '../wizardError.ts';

const marks = {
  webConfig: 'yaml:"basic_auth_users"',
  responseHeaders: 'can not be configured',
  clientAllowedSans: 'yaml:"client_allowed_sans"',
  inlineCertificates: 'yaml:"client_ca"',
  rateLimit: 'yaml:"rate_limit"',
} as const satisfies Partial<Record<Feature, string>>;

export type WebFeature = keyof typeof marks;
export const webFeatures = Object.keys(marks) as readonly WebFeature[];

const pieceBytes = 4 * 1024 * 1024;
const longestMark = Math.max(...Object.values(marks).map((mark) => mark.length));
const known = new Map<string, readonly WebFeature[]>();

function search(program: string): readonly WebFeature[] {
  const open = new Set(webFeatures);
  for (let offset = 0; ; offset += pieceBytes) {
    // Pieces overlap, so that no mark is cut in two.
    const piece = readFrom(program, offset, pieceBytes + longestMark);
    for (const feature of open) if (piece.includes(marks[feature])) open.delete(feature);
    if (piece.length < pieceBytes || open.size === 0) return webFeatures.filter((feature) => !open.has(feature));
  }
}

/** @returns null when the program cannot be read. Looked up once a file */
export function programFields(program: string): readonly WebFeature[] | null {
  const key = `${program} ${pathFacts(program)?.stamp ?? ''}`;
  try {
    const found = known.get(key) ?? search(program);
    known.set(key, found);
    return found;
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}
