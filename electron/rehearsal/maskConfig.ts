/** Shows a configuration as Prometheus does over its API: secrets as `<secret>`. */
import { isMap, isScalar, parseDocument, visit } from 'yaml';

/** The fields that Prometheus itself declares secret in what the stand-in reads (common, config/http_config.go). */
const secretKeys = new Set(['password', 'credentials', 'bearer_token', 'client_secret', 'key']);

/** @param text YAML that parses */
export function maskConfig(text: string): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  visit(document, {
    Map: (_key, map) => {
      for (const pair of map.items) {
        if (!isScalar(pair.key) || !secretKeys.has(String(pair.key.value)) || isMap(pair.value)) continue;
        pair.value = document.createNode('<secret>');
      }
    },
  });
  return document.toString();
}
