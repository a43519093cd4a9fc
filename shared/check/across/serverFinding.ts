/** What findings about a server have in common. */
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Details } from '../../errors/failure.ts';
import { finding, type Finding, type FindingSeverity } from '../../model/finding.ts';
import { serverName } from './inWords.ts';
import type { ServerView } from './setupView.ts';

type Extra = Partial<Pick<Finding, 'path' | 'field' | 'line' | 'column' | 'raw' | 'evidence'>>;

/** The finding with server, listen and web filled in; its path is the web.yml, else the configuration of the server. */
export function serverFinding({ server, web }: ServerView, code: ErrorCode, severity: FindingSeverity, details: Details = {}, extra: Extra = {}): Finding {
  const path = web?.path ?? server.webConfigFile ?? server.configFile;
  const known = { server: serverName(server.kind), listen: server.listen, web: web?.path ?? server.webConfigFile ?? 'web.yml' };
  const place = { ...(path === null ? {} : { path }), field: server.listen };
  return finding(code, severity, { ...known, ...details }, { ...place, ...extra });
}
