/** Placeholders of Jinja, Helm, ERB and their like. */
const placeholder = /\{\{|\{%|<%/;

/** Whether the line that holds the offset has a placeholder; asked only where YAML itself could not be read. */
export function isTemplateAt(source: string, offset: number): boolean {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', offset);
  return placeholder.test(source.slice(start, end === -1 ? undefined : end));
}
