/** The sentence people read at the end of an apply. */
import type { Endpoint } from '../model/plan.ts';
import type { Outcome } from '../model/report.ts';

function sealed(endpoint: Endpoint): string {
  const how = endpoint.tls ? 'over HTTPS' : 'over plain HTTP';
  const who = endpoint.users.length > 0 ? `${endpoint.tls ? ', and ' : ' and '}only with a password` : '';
  return `Prometheus now answers ${endpoint.tls ? 'only ' : ''}${how}${who}.`;
}

/** Source: exporter-toolkit web/tls_config.go, which reads web.yml for every connection; TLS goes on and off at a start only. */
const unasked = 'The files are in place. No Prometheus was asked. A server that runs with this web.yml reads it again by itself; one that was started without TLS has to be started anew.';

/**
 * @param endpoint after the change; null when it was not finished, or no server was knocked at
 * @param failed how many checks failed, or how many files could not be put back
 * @param handsNeeded whether a person still has commands to run
 */
export function outcomeMessage(outcome: Outcome, endpoint: Endpoint | null, failed: number, handsNeeded: boolean): string {
  switch (outcome) {
    case 'applied':
      return endpoint === null ? unasked : sealed(endpoint);
    case 'appliedWithFailures': {
      if (handsNeeded) return 'The files are in place. Run the commands below, then prove it again.';
      const checks = failed === 1 ? '1 check failed' : `${String(failed)} checks failed`;
      return `The change is in place, but ${checks}. Undo it, or keep it and see below.`;
    }
    case 'rolledBack':
      return 'We could not finish, and put everything back as it was. Nothing has changed.';
    case 'needsHands':
      return 'We could not finish and could not put everything back. Run the commands below.';
  }
}
