/** Numbers as go-yaml v2 takes them for a field of whole numbers. */
import type { YamlScalar } from '../../yaml/yamlNode.ts';

const whole = /^[-+]?(0b[01]+|0x[0-9a-fA-F]+|0o?[0-7]+|0|[1-9][0-9]*)$/;
const fraction = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

function wholeNumber(digits: string): number {
  const octal = /^0o?([0-7]+)$/.exec(digits);
  return octal?.[1] === undefined ? Number(digits) : Number.parseInt(octal[1], 8);
}

/** Tag that go-yaml gives an unquoted number: `!!int` or `!!float`; null when it is text to it, such as 1:30. */
export function numberTag(text: string): '!!int' | '!!float' | null {
  const plain = text.replaceAll('_', '');
  return whole.test(plain) ? '!!int' : fraction.test(plain) ? '!!float' : null;
}

/** The whole number that the field gets, null when go-yaml refuses the value. Fractions are cut off (go-yaml v2 decode.go). */
export function goInteger(node: YamlScalar): number | null {
  const plain = node.text.replaceAll('_', '');
  const tag = node.type === 'number' ? numberTag(plain) : null;
  if (tag === null) return null;
  const digits = plain.replace(/^[-+]/, '');
  const value = tag === '!!int' ? wholeNumber(digits) : Math.trunc(Number(digits));
  return plain.startsWith('-') ? -value : value;
}
