/**
 * The secrets of the connections of a prometheus.yml, as Prometheus reads them. For the privileged side alone: what
 * this gives must go into no fact, plan, diff, event or report.
 */
import type { YamlDocument } from '../yaml/yamlNode.ts';
import { userOfUrl } from './safeUrl.ts';
import { connectionSections, fieldsOf, textAt } from './connectionSections.ts';

export interface ConnectionSecrets {
  /** basic_auth.password, else that of the URL; null when it is absent or empty. */
  readonly password: string | null;
  /** tls_config.ca: PEM. */
  readonly ca: string | null;
}

const none: ConnectionSecrets = { password: null, ca: null };

/** @returns the secrets of a connection by its place among those that `connectionsOf` gives for the same document */
export function connectionSecrets(document: YamlDocument): (index: number) => ConnectionSecrets {
  const sections = connectionSections(document.root.value);
  return (index) => {
    const fields = sections[index]?.fields;
    if (fields === undefined) return none;
    return {
      password: textAt(fieldsOf(fields.get('basic_auth')?.value), 'password') ?? userOfUrl(textAt(fields, 'url') ?? '')?.password ?? null,
      ca: textAt(fieldsOf(fields.get('tls_config')?.value), 'ca'),
    };
  };
}
