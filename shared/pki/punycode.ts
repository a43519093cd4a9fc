/** Punycode (RFC 3492), the encoding of labels outside ASCII. Parameters and variable names are those of its section 5 and 6. */
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const initialBias = 72;
const initialN = 128;
const highest = 0x10ffff;

function adapt(delta: number, points: number, first: boolean): number {
  let left = first ? Math.floor(delta / damp) : Math.floor(delta / 2);
  left += Math.floor(left / points);
  let k = 0;
  while (left > ((base - tMin) * tMax) / 2) {
    left = Math.floor(left / (base - tMin));
    k += base;
  }
  return k + Math.floor(((base - tMin + 1) * left) / (left + skew));
}

const threshold = (k: number, bias: number): number => Math.min(tMax, Math.max(tMin, k - bias));

const digitOf = (value: number): string => String.fromCharCode(value < 26 ? value + 97 : value + 22);

function valueOf(digit: string): number | null {
  if (/^[a-z]$/.test(digit)) return digit.charCodeAt(0) - 97;
  return /^[0-9]$/.test(digit) ? digit.charCodeAt(0) - 22 : null;
}

function encodeDelta(delta: number, bias: number): string {
  let text = '';
  let q = delta;
  for (let k = base; ; k += base) {
    const t = threshold(k, bias);
    if (q < t) return text + digitOf(q);
    text += digitOf(t + ((q - t) % (base - t)));
    q = Math.floor((q - t) / (base - t));
  }
}

/** Encodes a label without the `xn--` in front. */
export function encodePunycode(label: string): string {
  const points = [...label].map((character) => character.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < initialN);
  let text = String.fromCharCode(...basic) + (basic.length > 0 ? '-' : '');
  let n = initialN;
  let delta = 0;
  let bias = initialBias;
  let handled = basic.length;
  while (handled < points.length) {
    const next = points.reduce((least, point) => (point >= n && point < least ? point : least), highest + 1);
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta += 1;
      if (point !== n) continue;
      text += encodeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    n += 1;
  }
  return text;
}

/** Decodes what follows `xn--`; null when it is not Punycode. Expects lower case. */
export function decodePunycode(text: string): string | null {
  const border = text.lastIndexOf('-');
  const output = [...text.slice(0, Math.max(border, 0))].map((character) => character.charCodeAt(0));
  let n = initialN;
  let i = 0;
  let bias = initialBias;
  let at = border + 1;
  while (at < text.length) {
    const before = i;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = valueOf(text.charAt(at));
      at += 1;
      if (digit === null) return null;
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      weight *= base - t;
      if (i > Number.MAX_SAFE_INTEGER / base || weight > Number.MAX_SAFE_INTEGER / base) return null;
    }
    bias = adapt(i - before, output.length + 1, before === 0);
    n += Math.floor(i / (output.length + 1));
    if (n > highest || (n >= 0xd800 && n <= 0xdfff)) return null;
    i %= output.length + 1;
    output.splice(i, 0, n);
    i += 1;
  }
  return String.fromCodePoint(...output);
}
