/** Masks the secrets of a configuration, so that it can be shown (K-21, K-37). */
import { HIDDEN, hideSecret } from './hideSecret.ts';
import { maskByLine } from './maskByLine.ts';
import { readYaml } from './readYaml.ts';
import { holdsOnlySecrets, isSecretKey, mayHoldMap } from './secretKeys.ts';
import { applySplices, type Splice } from './splice.ts';
import { valueOf, type YamlNode, type YamlScalar } from './yamlNode.ts';

interface Masking {
  readonly source: string;
  readonly visible: readonly string[];
  /** By their start, so that what several aliases share is masked once. */
  readonly splices: Map<number, Splice>;
  readonly seen: Set<YamlNode>;
}

function hideAll(masking: Masking, node: YamlNode): void {
  if (node.kind === 'alias') {
    hideAll(masking, node.target);
  } else if (node.kind === 'scalar') {
    const { span } = node;
    if (span === null || span.start === span.end || masking.visible.includes(node.text)) return;
    masking.splices.set(span.start, { ...span, text: hideSecret(masking.source.slice(span.start, span.end)) });
  } else if (!masking.seen.has(node)) {
    masking.seen.add(node);
    for (const slot of node.slots) hideAll(masking, slot.value);
  }
}

/** No user is called so (RFC 7617, 2): what stands behind the colon is probably the password of a line meant otherwise. */
function hideBehindColon({ source, splices }: Masking, key: YamlScalar | null): void {
  if (key?.span == null || !key.text.includes(':')) return;
  const { span } = key;
  const written = source.slice(span.start, span.end);
  splices.set(span.start, { ...span, text: written.replace(/:[^]*?(["']?)$/, `:${HIDDEN}$1`) });
}

function visit(masking: Masking, node: YamlNode): void {
  if (node.kind === 'scalar' || node.kind === 'alias') return;
  for (const { key, value } of node.slots) {
    const name = key?.text ?? '';
    const isSection = mayHoldMap(name) && valueOf(value).kind === 'map';
    if (holdsOnlySecrets(name)) {
      const users = valueOf(value);
      for (const slot of users.kind === 'scalar' ? [] : users.slots) hideBehindColon(masking, slot.key);
    }
    if (holdsOnlySecrets(name) || (isSecretKey(name) && !isSection)) hideAll(masking, value);
    else visit(masking, value);
  }
}

function maskValues(source: string, visible: readonly string[]): string {
  const reading = readYaml(source);
  if (!reading.ok) return source;
  const masking: Masking = { source, visible, splices: new Map(), seen: new Set() };
  visit(masking, reading.document.root.value);
  return applySplices(source, [...masking.splices.values()]) ?? source;
}

/**
 * Masks passwords, tokens, keys, credentials in URLs and private-key blocks; of a bcrypt hash kind and cost stay.
 * Works on any text, also where it is no valid YAML, and rather masks too much there. The number of lines stays
 * the same. `visible` are texts that stand for a secret and may be shown, such as the name of a password not yet hashed.
 */
export function maskSecrets(text: string, visible: readonly string[] = []): string {
  return maskByLine(maskValues(text, visible), visible);
}
