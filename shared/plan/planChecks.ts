/** The proof: who will knock on the door afterwards and what must happen. Refusals count as much as answers. */
import type { Check, Endpoint } from '../model/plan.ts';
import { flagIsOn } from '../prometheus/flags.ts';

export interface Asked {
  /** The job by which Prometheus scrapes itself; null: none. */
  readonly selfJob: string | null;
  /** Whether web.yml turns away clients that show no certificate, and those that show one of their own making. */
  readonly clients: { readonly required: boolean; readonly verified: boolean };
}

/** The checks that make sense for this endpoint, in the order in which they are shown. */
export function planChecks(endpoint: Endpoint, known: readonly string[], args: readonly string[], asked: Asked): Check[] {
  const checks: Check[] = [];
  if (endpoint.tls) {
    checks.push({ id: 'plainHttp', expect: 'refusedByServer' });
    // Without a CA of its own the certificate is proven against the system's, by which it is meant to be known.
    if (endpoint.caFile !== null) checks.push({ id: 'unknownIssuer', expect: 'refusedByClient' });
    checks.push(
      { id: 'trusted', expect: 'letIn' },
      { id: 'wrongName', expect: 'refusedByClient' },
      { id: 'skipVerify', expect: 'letIn' },
    );
  }
  if (endpoint.tls && asked.clients.required) checks.push({ id: 'noClientCertificate', expect: 'refusedByServer' });
  if (endpoint.tls && asked.clients.verified) checks.push({ id: 'otherClientCertificate', expect: 'refusedByServer' });
  const [first] = endpoint.users;
  if (first !== undefined) {
    checks.push({ id: 'noPassword', expect: 'needsPassword' }, { id: 'wrongPassword', user: known[0] ?? first, expect: 'needsPassword' });
    for (const user of known) checks.push({ id: 'rightPassword', user, expect: 'letIn' });
    if (flagIsOn(args, 'web.enable-lifecycle')) checks.push({ id: 'lifecycleNeedsPassword', expect: 'needsPassword' });
    if (flagIsOn(args, 'web.enable-admin-api')) checks.push({ id: 'adminNeedsPassword', expect: 'needsPassword' });
  } else {
    checks.push({ id: 'ready', expect: 'letIn' });
  }
  if (asked.selfJob !== null) checks.push({ id: 'selfScrape', expect: 'targetUp' });
  return checks;
}
