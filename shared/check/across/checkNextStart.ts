/** The flags of running servers against those that their unit or defaults file has for the next start. */
import type { Finding } from '../../model/finding.ts';
import { flagValue, parseFlags } from '../../prometheus/flags.ts';
import { safeUrl } from '../../prometheus/safeUrl.ts';
import { serverFinding } from './serverFinding.ts';
import type { ServerView, SetupView } from './setupView.ts';

const watched = ['web.config.file', 'config.file', 'web.listen-address', 'web.external-url', 'web.enable-lifecycle', 'web.enable-admin-api'];

function valuesOf(args: readonly string[], name: string): string {
  const values = parseFlags(args).filter((flag) => flag.name === name).map(({ value }) => (value === null ? 'on' : safeUrl(value)));
  return values.join(', ') || 'not given';
}

function nextStart(each: ServerView): Finding[] {
  const { server } = each;
  const { args, nextArgs } = server;
  if (nextArgs === null || args.length === 0 || !server.running) return [];
  const changed = watched.filter((name) => valuesOf(args, name) !== valuesOf(nextArgs, name));
  if (changed.length === 0) return [];
  const told = changed.map((name) => `--${name} ${valuesOf(nextArgs, name)} instead of ${valuesOf(args, name)}`);
  const loses = flagValue(args, 'web.config.file') !== null && flagValue(nextArgs, 'web.config.file') === null;
  if (loses) return [serverFinding(each, 'NEXT_START_WITHOUT_WEB_CONFIG', 'soon', {}, { field: '--web.config.file' })];
  return [serverFinding(each, 'NEXT_START_DIFFERS', 'soon', { flags: told.join('; ') })];
}

/** Codes, soon: NEXT_START_WITHOUT_WEB_CONFIG, NEXT_START_DIFFERS. */
export function checkNextStart({ servers }: SetupView): Finding[] {
  return servers.flatMap(nextStart);
}
