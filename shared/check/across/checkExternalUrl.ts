/** The links that a Prometheus with TLS sends out. */
import type { Finding } from '../../model/finding.ts';
import { portOf } from '../../plan/address.ts';
import { flagValue } from '../../prometheus/flags.ts';
import { safeUrl } from '../../prometheus/safeUrl.ts';
import { serverFinding } from './serverFinding.ts';
import { readerOf, type ServerView, type SetupView } from './setupView.ts';

/** Links go wrong only where they are sent: alerts carry them. */
function externalUrl(view: SetupView, each: ServerView): Finding[] {
  const { server, tls } = each;
  if (server.kind !== 'prometheus' || tls !== true || server.args.length === 0) return [];
  const sends = view.scrapes.some((scrape) => readerOf(view, scrape.path) === each && scrape.facts.connections.some(({ section }) => section === 'alertmanager'));
  if (!sends) return [];
  const url = flagValue(server.args, 'web.external-url');
  const port = portOf(server.listen);
  if (url !== null && !isPlainHere(url, port)) return [];
  const shown = url === null ? `http:// and the host name, with port ${port}` : safeUrl(url);
  return [serverFinding(each, 'EXTERNAL_URL_PLAIN', 'advice', { url: shown }, { field: '--web.external-url' })];
}

/** Another port is that of a proxy, which may well speak plain HTTP. */
function isPlainHere(url: string, port: number): boolean {
  const found = /^http:\/\/(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:]*)(?::(\d+))?/i.exec(url);
  return found !== null && Number(found[1] ?? 80) === port;
}

/** Code, advice: EXTERNAL_URL_PLAIN. Source of the default: Prometheus cmd/prometheus/main.go, computeExternalURL. */
export function checkExternalUrl(view: SetupView): Finding[] {
  return view.servers.flatMap((each) => externalUrl(view, each));
}
