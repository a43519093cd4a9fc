/**
 * What go-yaml v2, the reader of Prometheus, says to what our reader calls by these codes: the words that people search
 * for. Source: runs of promtool. One that is absent has none of its own.
 */
const words: Readonly<Record<string, string>> = {
  YAML_TAB: 'found character that cannot start any token',
  YAML_CHARACTER: 'control characters are not allowed',
  YAML_COLON_MISSING: "could not find expected ':'",
  YAML_COLON_TWICE: 'mapping values are not allowed in this context',
  YAML_INDENT: 'did not find expected',
  YAML_DUPLICATE_KEY: 'already set in',
  YAML_ALIAS_UNKNOWN: 'unknown anchor',
  YAML_ALIASES_EXCESSIVE: 'document contains excessive aliasing',
  YAML_MERGE_INVALID: 'map merge requires map or sequence of maps as the value',
  YAML_ROOT_NOT_MAP: 'cannot unmarshal',
};

/** @param code of a problem of `readYaml` */
export function goYamlWords(code: string): string {
  return words[code] ?? 'yaml:';
}
