/** What is wrong with one answer, in the words of somebody who writes the file. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = { string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'keys with values', record: 'keys with values' };

/** What helps where YAML took a value for another kind than was meant. */
function kindAdvice(expected: string, given: unknown): string {
  if (expected === 'string' && (typeof given === 'number' || typeof given === 'boolean')) return `; put ${String(given)} in quotation marks where it is text`;
  if (expected === 'array' && typeof given === 'string') return ', such as [a, b]';
  return expected === 'boolean' && typeof given === 'string' && /^(yes|no|on|off)$/i.test(given) ? `, and ${given} is text` : '';
}

const listed = (values: readonly unknown[]): string => values.map(String).join(', ');

/** Passwords have a place of their own, and the habit of writing them here is strong. */
function unknownKeys(keys: readonly string[]): string {
  const names = `there is no answer called ${listed(keys)}`;
  return keys.includes('password') ? `${names}; a password comes from password_file, password_env or a prompt` : names;
}

function outOfRange(issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): string {
  const limit = String(issue.code === 'too_big' ? issue.maximum : issue.minimum);
  const bound = issue.code === 'too_big' ? 'at most' : 'at least';
  if (issue.origin === 'string') return `it takes ${bound} ${limit} characters`;
  return issue.origin === 'array' ? `it takes ${bound} ${limit} entries` : `it takes ${bound} ${limit}`;
}

/** @param given the value that stands there; undefined when nothing does */
export function answerReason(issue: Issue, given: unknown): string {
  const missing = given === undefined || given === null;
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kinds[issue.expected] ?? issue.expected;
      return missing ? `it is missing; it takes ${wanted}` : `it takes ${wanted}${kindAdvice(issue.expected, given)}`;
    }
    case 'invalid_value':
      return `${missing ? 'it is missing; ' : ''}it takes ${issue.values.length === 1 ? listed(issue.values) : `one of ${listed(issue.values)}`}`;
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
      return `${missing ? 'it is missing; ' : ''}it takes one of ${listed(options)}`;
    }
    case 'unrecognized_keys':
      return unknownKeys(issue.keys);
    case 'too_big':
    case 'too_small':
      return outOfRange(issue);
    default:
      return issue.message.replace(/\.$/, '');
  }
}
