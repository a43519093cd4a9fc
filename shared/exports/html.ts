/** HTML whose every inserted text is escaped, unless it is HTML that was made here. */

export interface Html {
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Characters that no page shows (HTML, 13.2.3.5), and those that turn the direction of the text around them. */
const unshown = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Safe between tags and in quoted attributes. */
function escape(text: string): string {
  return text.replace(unshown, '\ufffd').replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

/** A template: what stands in it is HTML, what is put into it is text. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  const parts = strings.map((string, index) => {
    const value = values[index];
    return string + (value === undefined ? '' : typeof value === 'string' ? escape(value) : value.text);
  });
  return { text: parts.join('') };
}

export const nothing: Html = { text: '' };

export function joined(parts: readonly Html[]): Html {
  return { text: parts.map(({ text }) => text).join('\n') };
}
