/** The names a certificate is good for: DNS names and IP addresses, as people type them and as clients compare them. */
import { problem, type Problem } from '../errors/failure.ts';
import { certificateByteLimit, certificateSize } from './certificateSize.ts';
import { domainLabel, normaliseName } from './domainLabel.ts';
import type { SubjectAltName } from './generalName.ts';
import { formatAddress, parseAddress } from './ipAddress.ts';
import { mixedScripts } from './mixedScripts.ts';

export type ParsedName = { ok: true; name: SubjectAltName } | { ok: false; problem: Problem };

const longest = 253;
/** How much of a wrong entry a sentence repeats. */
const quotedLength = 80;
/** A subject with every field filled, for estimating the size: the subject is not known here. */
const usualSubjectBytes = 250;

const endsInNumber = (text: string): boolean => /(^|\.)(\d+|0x[0-9a-f]*)\.?$/.test(text);

/** What people paste that is more than a name. `text` is normalised, `name` is what they typed. */
function surplusProblem(text: string, name: string): Problem | null {
  // Control characters count as invisible ones.
  if (/[\s\p{Cc}\p{Zs}]/u.test(name)) return problem('NAME_HAS_SPACE', { name: name.replace(/[\s\p{Cc}]+/gu, ' ') });
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//.exec(text)?.[1];
  if (scheme !== undefined) return problem('NAME_HAS_SCHEME', { name, scheme });
  if (text.includes('@')) return problem('NAME_HAS_USER', { name });
  if (/^[0-9a-f.:]+\/\d+$/.test(text)) return problem('NAME_IS_NETWORK', { name });
  if (/[/\\?#]/.test(text)) return problem('NAME_HAS_PATH', { name });
  if (/^\[?[^[\]:]*\]?:\d*$/.test(text) || /\]:\d*$/.test(text)) return problem('NAME_HAS_PORT', { name });
  if (/[[\]]/.test(text)) return problem('NAME_HAS_BRACKETS', { name });
  if (text.includes(':') && text.includes('%')) return problem('NAME_HAS_ZONE', { name });
  if (text.includes(':') || endsInNumber(text)) return problem('NAME_NOT_AN_ADDRESS', { name });
  return null;
}

function parseDomain(text: string, name: string): ParsedName {
  const refuse = (refused: Problem): ParsedName => ({ ok: false, problem: refused });
  if (text.endsWith('.') && text !== '.') return refuse(problem('NAME_TRAILING_DOT', { name }));
  const wildcard = text.startsWith('*.');
  const host = wildcard ? text.slice(2) : text;
  if (host.includes('*')) return refuse(problem('NAME_WILDCARD_MISPLACED', { name }));
  const labels = host.split('.').map((label) => domainLabel(label, name));
  const bad = labels.find((label) => !label.ok);
  if (bad !== undefined) return refuse(bad.problem);
  if (wildcard && labels.length < 2) return refuse(problem('NAME_WILDCARD_TOO_BROAD', { name }));
  const joined = (part: 'ascii' | 'shown'): string =>
    (wildcard ? '*.' : '') + labels.map((label) => (label.ok ? label[part] : '')).join('.');
  const value = joined('ascii');
  if (value.length > longest) return refuse(problem('NAME_TOO_LONG', { length: value.length }));
  return { ok: true, name: { kind: 'dns', value, shown: joined('shown') } };
}

/**
 * Reads one name for a certificate. Host names become A-labels (IDNA); each wrong form is refused in words of its own.
 * Rules: RFC 1123 2.1, RFC 5890, RFC 6125 6.4.3 for the wildcard, RFC 5952 for addresses.
 * @returns the name, or a NAME_… problem without a field
 */
export function parseName(text: string): ParsedName {
  if (text === '') return { ok: false, problem: problem('NAME_EMPTY') };
  const name = text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text;
  // NFKC turns nothing into more than 18 characters; a text far over the limit is not looked at further.
  if (text.length > 4 * longest) return { ok: false, problem: problem('NAME_TOO_LONG', { length: text.length }) };
  const normalised = normaliseName(text);
  const address = parseAddress(normalised);
  if (address !== null) {
    const value = formatAddress(address);
    return { ok: true, name: { kind: 'ip', value, shown: value } };
  }
  const surplus = surplusProblem(normalised, name);
  return surplus === null ? parseDomain(normalised, name) : { ok: false, problem: surplus };
}

function scriptWarning(name: SubjectAltName, field: string): Problem[] {
  const scripts = mixedScripts(name.shown);
  if (scripts.length === 0) return [];
  const details = { shown: name.shown, name: name.value, scripts: scripts.join(' and ') };
  return [problem('NAME_MIXES_SCRIPTS', details, { severity: 'warning', field })];
}

function mappedWarning({ kind, value }: SubjectAltName, field: string): Problem[] {
  const mapped = kind === 'ip' && value.startsWith('::ffff:') && value.includes('.');
  const details = { name: value, plain: value.slice('::ffff:'.length) };
  return mapped ? [problem('NAME_IS_MAPPED_ADDRESS', details, { severity: 'warning', field })] : [];
}

/**
 * Checks every name, the list for repetitions, and the size of the certificate it makes.
 * @param names as typed
 * @returns problems with field `names.N`; with field `names` NAMES_MISSING and NAMES_TOO_MANY, which are about the list
 */
export function namesProblems(names: readonly string[]): Problem[] {
  if (names.length === 0) return [problem('NAMES_MISSING', {}, { field: 'names' })];
  const problems: Problem[] = [];
  const firstEntry = new Map<string, number>();
  const parsed: SubjectAltName[] = [];
  for (const [index, text] of names.entries()) {
    const field = `names.${index}`;
    const result = parseName(text);
    if (!result.ok) {
      problems.push({ ...result.problem, field });
      continue;
    }
    const first = firstEntry.get(result.name.value);
    if (first !== undefined) {
      problems.push(problem('NAME_REPEATED', { name: result.name.shown, first: first + 1 }, { field }));
      continue;
    }
    firstEntry.set(result.name.value, index);
    parsed.push(result.name);
    problems.push(...scriptWarning(result.name, field), ...mappedWarning(result.name, field));
  }
  const bytes = certificateSize(parsed, 'rsa4096', usualSubjectBytes);
  if (bytes <= certificateByteLimit) return problems;
  const details = { count: parsed.length, bytes, limit: certificateByteLimit };
  return [problem('NAMES_TOO_MANY', details, { field: 'names' }), ...problems];
}
