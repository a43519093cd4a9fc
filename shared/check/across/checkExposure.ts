/** Whom servers let in from other machines. */
import { finding, type Finding } from '../../model/finding.ts';
import { flagIsOn, listensBeyondLoopback } from '../../prometheus/flags.ts';
import { serverName } from './inWords.ts';
import { listensOf } from './linksOf.ts';
import type { ServerView, SetupView } from './setupView.ts';

const controlFlags = ['web.enable-lifecycle', 'web.enable-admin-api'];

/** Exporters are often left open on purpose; these three keep data, take data, or send alerts. */
const wantsPasswords = ['prometheus', 'alertmanager', 'pushgateway'];

function exposureOf(each: ServerView): Finding[] {
  const { server, web, tls, asksPassword, assumed } = each;
  const listen = listensOf(each).find(listensBeyondLoopback);
  // A process that does not answer where it listens does so in a network of its own, as in a container.
  const isElsewhere = server.running && server.served?.speaks === 'nothing';
  if (assumed || isElsewhere || listen === undefined || tls === null || asksPassword === null) return [];
  const asksCertificate = tls && web?.facts.tls?.clientAuthType === 'RequireAndVerifyClientCert';
  const path = web?.path ?? server.configFile ?? undefined;
  const extra = { ...(path === undefined ? {} : { path }), evidence: [{ label: '--web.listen-address', text: listen }] };
  const details = { server: serverName(server.kind), listen, web: web?.path ?? 'its web.yml' };
  if (asksPassword) return tls ? [] : [finding('SERVER_PASSWORD_IN_CLEAR', 'unsafe', details, { ...extra, field: 'basic_auth_users' })];
  if (asksCertificate) return [];
  const flags = controlFlags.filter((flag) => flagIsOn(server.args, flag)).map((flag) => `--${flag}`);
  if (flags.length > 0) {
    return [finding('SERVER_REMOTE_CONTROL_OPEN', 'unsafe', { ...details, flags: flags.join(' and ') }, { ...extra, field: flags[0] })];
  }
  if (!tls) return [finding('SERVER_OPEN', 'unsafe', details, { ...extra, field: `--web.listen-address=${listen}` })];
  return wantsPasswords.includes(server.kind) ? [finding('SERVER_WITHOUT_PASSWORDS', 'advice', details, { ...extra, field: 'basic_auth_users' })] : [];
}

/**
 * Codes: SERVER_OPEN, SERVER_PASSWORD_IN_CLEAR, SERVER_REMOTE_CONTROL_OPEN (unsafe), SERVER_WITHOUT_PASSWORDS (advice);
 * at most one a server. What listens on loopback only, as behind a proxy, is not judged.
 */
export function checkExposure({ servers }: SetupView): Finding[] {
  return servers.flatMap(exposureOf);
}
