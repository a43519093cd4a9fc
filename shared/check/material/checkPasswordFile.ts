/** A file that a client reads a password or token from. Prometheus takes all of it but the white space at both ends. */
import { MAX_PASSWORD_BYTES } from '../../auth/credentials.ts';
import { problem } from '../../errors/failure.ts';
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialFacts } from '../../model/materialFacts.ts';
import { fromProblem } from '../fromProblem.ts';

const refused = 'server returned HTTP status 401 Unauthorized';

/** A byte order mark counts as a character of the password, so a file with nothing else is not empty to Prometheus. */
function content(facts: MaterialFacts): Finding[] {
  const { path, form, password } = facts;
  const extra = { path, raw: refused };
  if (form.trimmedBytes === 0) return [finding('PASSWORD_FILE_EMPTY', 'broken', {}, extra)];
  if (form.bom) return [finding('PASSWORD_FILE_HAS_BOM', 'broken', {}, extra)];
  if (password.lines > 1) return [finding('PASSWORD_FILE_LINES', 'broken', { lines: password.lines }, extra)];
  return password.isHash ? [finding('PASSWORD_FILE_IS_HASH', 'broken', {}, extra)] : [];
}

/**
 * Whether what is in the file can be a password at all. That it is absent or open to others is judged elsewhere.
 * @param use `token` for a credentials_file: it may be longer than bcrypt reads
 * @returns PASSWORD_FILE_EMPTY, _HAS_BOM, _LINES, _IS_HASH; PASSWORD_TOO_LONG as advice, for the password works
 */
export function checkPasswordFile(facts: MaterialFacts, use: 'password' | 'token' = 'password'): Finding[] {
  if (facts.state.kind !== 'file') return [];
  const found = content(facts);
  const bytes = facts.form.trimmedBytes;
  if (found.length > 0 || use === 'token' || bytes <= MAX_PASSWORD_BYTES) return found;
  return [fromProblem(problem('PASSWORD_TOO_LONG', { bytes, limit: MAX_PASSWORD_BYTES }), 'advice', { path: facts.path })];
}
