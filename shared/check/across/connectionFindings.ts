/** What findings about a connection to a server of the setup have in common. */
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Details } from '../../errors/failure.ts';
import { finding, type ClientFamily, type Evidence, type Finding, type FindingSeverity } from '../../model/finding.ts';
import { fieldPlace } from './fieldPlace.ts';
import { connectionName, failureEffect, serverName } from './inWords.ts';
import type { Link } from './setupView.ts';

export interface ConnectionFault {
  readonly code: ErrorCode;
  readonly severity?: FindingSeverity;
  /** Below the connection: where the remedy belongs. */
  readonly field: readonly (string | number)[];
  readonly details?: Details;
  /** What Prometheus says. */
  readonly raw: string;
  readonly evidence?: readonly Evidence[];
  readonly clients?: readonly ClientFamily[];
}

/** The file of the server that a connection is held against, or what stands for it. */
export function webName({ to }: Link): string {
  return to.web?.path ?? `its ${serverName(to.server.kind)}`;
}

/** The finding, at the field of the connection, with who, target, server, web and effect filled in. */
export function connectionFinding(link: Link, fault: ConnectionFault): Finding {
  const { connection, scrape, target, to } = link;
  const details = {
    who: connectionName(connection), target, server: serverName(to.server.kind), web: webName(link),
    effect: failureEffect(connection.section), ...fault.details,
  };
  return finding(fault.code, fault.severity ?? 'broken', details, {
    ...fieldPlace(scrape.document, scrape.path, [...connection.at, ...fault.field]),
    raw: fault.raw, evidence: [...(fault.evidence ?? [])], clients: [...(fault.clients ?? [])],
  });
}
