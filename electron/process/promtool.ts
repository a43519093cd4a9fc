/** Asks promtool what Prometheus would say of a file. It knows what the version at hand accepts better than any table. */
import type { Account } from '../../shared/model/hostFacts.ts';
import { run } from '../host/exec.ts';
import { WizardError } from '../wizardError.ts';

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly raw: string };

const usualDeadlineMs = 20_000;

/**
 * @param account check as this account: what root may read, the server's account may not
 * @param deadlineMs for the whole check
 * @throws PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE, PROMTOOL_TOO_SLOW, PROMTOOL_ODD
 */
async function check(promtool: string, what: 'config' | 'web-config', path: string, account: Account | null, deadlineMs: number): Promise<Verdict> {
  const { code, signal, stdout, stderr, timedOut } = await run(promtool, ['check', what, path], { deadlineMs, account });
  if (timedOut) throw new WizardError('PROMTOOL_TOO_SLOW', { promtool, path, seconds: deadlineMs / 1000 });
  const raw = `${stdout}${stderr}`.trim();
  if (code === 0) return { ok: true };
  // FAILED is its verdict on what is in the file, the other its flag parser's on whether it may be read at all.
  if (code === 1 && /FAILED|^promtool: error: (?:path|stat|open) /m.test(raw)) return { ok: false, raw };
  throw new WizardError('PROMTOOL_ODD', { promtool, ending: signal ?? `exit code ${code ?? 'unknown'}` }, { raw });
}

/** `promtool check web-config` (2.24 and later): parses web.yml, loads certificate and key, and looks at each hash's prefix. */
export async function checkWebConfig(promtool: string, path: string, account: Account | null = null, deadlineMs = usualDeadlineMs): Promise<Verdict> {
  return await check(promtool, 'web-config', path, account, deadlineMs);
}

/** `promtool check config`: parses prometheus.yml and looks for its certificate, key and rule files; not for ca_file and password_file. */
export async function checkConfig(promtool: string, path: string, account: Account | null = null, deadlineMs = usualDeadlineMs): Promise<Verdict> {
  return await check(promtool, 'config', path, account, deadlineMs);
}
