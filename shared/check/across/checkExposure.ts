/** Whom servers let in from other machines. */
import type { Details } from '../../errors/failure.ts';
import type { Finding } from '../../model/finding.ts';
import { flagIsOn, listensBeyondLoopback } from '../../prometheus/flags.ts';
import type { Consequence } from './consequence.ts';
import { isAboutLoading } from './isAboutLoading.ts';
import { listensOf } from './linksOf.ts';
import { serverFinding } from './serverFinding.ts';
import type { ServerView, SetupView } from './setupView.ts';

const harms: Readonly<Record<string, string>> = { 'web.enable-lifecycle': 'stop it', 'web.enable-admin-api': 'delete its data' };

/** Exporters are often left open on purpose; these three keep data, take data, or send alerts. */
const wantsPasswords = ['prometheus', 'alertmanager', 'pushgateway'];

/** The address at which other machines reach the server; null where they do not, or nothing can be said. */
function openAddress(each: ServerView): string | null {
  const { server, assumed, tls, asksPassword } = each;
  // A process that does not answer where it listens does so in a network of its own, as in a container.
  const isElsewhere = server.running && server.served?.speaks === 'nothing';
  if (assumed || isElsewhere || tls === null || asksPassword === null) return null;
  return listensOf(each).find(listensBeyondLoopback) ?? null;
}

/** What a server is that asks for neither password nor certificate. */
function withoutSignIn(each: ServerView, details: Details, extra: Pick<Finding, 'evidence'>): Finding[] {
  const { server, tls } = each;
  const open = Object.entries(harms).filter(([flag]) => flagIsOn(server.args, flag));
  if (open.length > 0) {
    const told = { ...details, flags: open.map(([flag]) => `--${flag}`).join(' and '), harm: open.map(([, harm]) => harm).join(' and ') };
    return [serverFinding(each, 'SERVER_REMOTE_CONTROL_OPEN', 'unsafe', told, extra)];
  }
  if (tls !== true) return [serverFinding(each, 'SERVER_OPEN', 'unsafe', details, extra)];
  return wantsPasswords.includes(server.kind) ? [serverFinding(each, 'SERVER_WITHOUT_PASSWORDS', 'advice', details, extra)] : [];
}

function exposureOf(each: ServerView): Finding[] {
  const { web, tls, asksPassword } = each;
  const listen = openAddress(each);
  if (listen === null) return [];
  const extra = { evidence: [{ label: '--web.listen-address', text: listen }] };
  const details = { listen, web: web?.path ?? 'its web.yml' };
  if (asksPassword === true) return tls === true ? [] : [serverFinding(each, 'SERVER_PASSWORD_IN_CLEAR', 'unsafe', details, extra)];
  const asksCertificate = tls === true && web?.facts.tls?.clientAuthType === 'RequireAndVerifyClientCert';
  return asksCertificate ? [] : withoutSignIn(each, details, extra);
}

/**
 * Codes: SERVER_OPEN, SERVER_PASSWORD_IN_CLEAR, SERVER_REMOTE_CONTROL_OPEN (unsafe), SERVER_WITHOUT_PASSWORDS (advice);
 * at most one a server, and none where its
 * web.yml cannot be loaded. What listens on loopback only, as behind a proxy, is not judged.
 */
export function exposureConsequences({ servers }: SetupView): Consequence[] {
  return servers.flatMap((each) => {
    const causesIn = each.web === null ? [] : [each.web.path];
    return exposureOf(each).map((found) => ({ finding: found, causesIn, explainedBy: isAboutLoading }));
  });
}
