/** Reads YAML and words its errors as go-yaml does. */
import { LineCounter, parseDocument } from 'yaml';

export type YamlRead = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

/** The first document of a text; an empty one is an empty map. */
export function parseYamlAsGo(text: string): YamlRead {
  const lineCounter = new LineCounter();
  const first = text.split(/^---[ \t]*(?:#.*)?$/m).find((part) => part.trim() !== '') ?? '';
  const document = parseDocument(first, { version: '1.1', lineCounter, uniqueKeys: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const words = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? 'did not find expected key';
    return { ok: false, error: `yaml: line ${lineCounter.linePos(error.pos[0]).line}: ${words}` };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) ?? {} };
  } catch (cause) {
    return { ok: false, error: `yaml: ${cause instanceof Error ? cause.message : 'cannot be read'}` };
  }
}
