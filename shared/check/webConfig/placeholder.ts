/** Places that another program was to fill in. Prometheus fills in nothing: it reads web.yml as it stands. */

const forms = [
  // ${VAR}, and $VAR in capitals: bcrypt hashes begin with a dollar and a digit.
  /\$\{[^}]*\}/,
  /^\$[A-Z_][A-Z0-9_]*$/,
  /^%[A-Z_][A-Z0-9_]*%$/,
  /\{\{.*\}\}|<%.*%>/,
  /^<[a-z][a-z0-9 _-]*>$/i,
];

/** Whether a whole value, or a part of it, is such a place. */
export function isPlaceholder(text: string): boolean {
  return forms.some((form) => form.test(text));
}
