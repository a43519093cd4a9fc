/** Masks what looks like a secret in any text, YAML or not: comments, templates, broken files. */
import { HIDDEN, hideLine, hideRest } from './hideSecret.ts';
import { holdsOnlySecrets, isSecretKey, mayHoldMap } from './secretKeys.ts';

const key = /["']?([A-Za-z0-9_.-]+)["']?[ \t]*:/g;
const inLine: readonly [RegExp, string][] = [
  [/(\$2[a-z]?\$\d\d\$)[./A-Za-z0-9]+/g, '$1…'],
  [/(:\/\/)[^\s"'<>]*@/g, `$1${HIDDEN}@`],
  [/([?&][\w.-]*(?:token|key|secret|password|passwd|auth)[\w.-]*=)[^&\s"']+/gi, `$1${HIDDEN}`],
  [/\b(Bearer|Basic)[ \t]+[A-Za-z0-9._~+/=-]{8,}/g, `$1 ${HIDDEN}`],
];
/** Without one of these in it a line that nothing from above belongs to holds no secret: see secretKeys and inLine. */
const suspicious = /pass|pw|secret|token|credential|auth|cookie|key|:\/\/|bearer|basic|\$2|-----/i;
const keyBegin = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const keyEnd = /-----END [A-Z ]*PRIVATE KEY-----/;

/** What the lines that follow belong to. */
interface Open {
  kind: 'value' | 'quote' | 'pem';
  /** Column of the secret's key; what is indented more belongs to it. */
  column: number;
  /** Items of a list may stand in the column of their key. */
  maybeList: boolean;
  quote: string;
}

const indentOf = (line: string): number => /^[\s#]*/.exec(line)?.[0].length ?? 0;

function isAlreadyMasked(value: string, visible: readonly string[]): boolean {
  return value.includes(HIDDEN) || /\$2[a-z]?\$\d\d\$…/.test(value) || visible.some((text) => value.includes(text));
}

/** Masks the rest of the line behind the first secret key, and says what the next lines belong to. */
function maskKey(line: string, visible: readonly string[]): { line: string; open: Open | null } {
  let open: Open | null = null;
  for (const match of line.matchAll(key)) {
    const name = match[1] ?? '';
    const at = match.index + match[0].length;
    const value = line.slice(at).trim();
    const opens = value === '' || /^(#|[|>&!])/.test(value);
    const isSecret = holdsOnlySecrets(name) || (isSecretKey(name) && !(opens && mayHoldMap(name)));
    if (!isSecret) continue;
    const quote = /^["']/.exec(value)?.[0] ?? '';
    open ??= { kind: 'value', column: columnOfKey(line, match.index), maybeList: opens, quote };
    if (opens) return { line: line.slice(0, at) + hideUnlessHeader(line.slice(at)), open };
    if (isAlreadyMasked(value, visible)) continue;
    const isUnclosed = quote !== '' && !value.slice(1).includes(quote);
    return { line: line.slice(0, at) + hideRest(line.slice(at)), open: isUnclosed ? { ...open, kind: 'quote' } : open };
  }
  return { line, open };
}

/** The dashes before a key belong to its column: `- password:` has its key behind them. */
function columnOfKey(line: string, at: number): number {
  return /^[\s#-]*$/.test(line.slice(0, at)) ? at : indentOf(line);
}

/** The header of a block scalar is no secret; what begins on the key's line in any other way may be. */
function hideUnlessHeader(rest: string): string {
  return /^\s*([|>][-+0-9]*)?\s*$/.test(rest) ? rest : hideRest(rest);
}

function belongsTo(line: string, open: Open): boolean {
  if (open.kind !== 'value') return true;
  if (/^[\s#]*$/.test(line)) return true;
  const indent = indentOf(line);
  return indent > open.column || (open.maybeList && indent === open.column && /^[\s#]*-(\s|$)/.test(line));
}

function closes(line: string, open: Open): boolean {
  if (open.kind === 'pem') return keyEnd.test(line);
  return open.kind === 'quote' && line.includes(open.quote);
}

/** Masks line by line and keeps the number of lines. `visible` are texts that may be shown. */
export function maskByLine(text: string, visible: readonly string[]): string {
  let open: Open | null = null;
  const masked = text.split('\n').map((line) => {
    if (open !== null && belongsTo(line, open)) {
      if (closes(line, open)) open = null;
      return isAlreadyMasked(line, visible) ? line : hideLine(line);
    }
    if (!suspicious.test(line)) {
      open = null;
      return line;
    }
    const found = maskKey(line, visible);
    open = found.open;
    if (keyBegin.test(line)) {
      if (!keyEnd.test(line)) open = { kind: 'pem', column: 0, maybeList: false, quote: '' };
      return line.replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----.*/, HIDDEN);
    }
    return inLine.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), found.line);
  });
  return masked.join('\n');
}
