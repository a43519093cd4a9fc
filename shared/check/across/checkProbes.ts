/** Jobs that probe servers of the setup through a blackbox_exporter. */
import { finding, type Finding } from '../../model/finding.ts';
import { fieldPlace } from './fieldPlace.ts';
import { serverName } from './inWords.ts';
import { hostAndPort, serverFinder } from './linksOf.ts';
import type { SetupView } from './setupView.ts';

/**
 * Code: PROBE_OVER_HTTP. A target without a scheme may be one of a TCP module, and whether a module signs in stands
 * in blackbox.yml; neither is judged.
 */
export function checkProbes({ setup, servers, scrapes }: SetupView): Finding[] {
  const serverAt = serverFinder(servers, setup.ownNames);
  return scrapes.flatMap(({ path, document, facts }) =>
    facts.connections.filter(({ metricsPath, relabels }) => metricsPath === '/probe' && relabels).flatMap(({ name, at, targets }) =>
      targets.filter((target) => /^http:\/\//i.test(target)).flatMap((target) => {
        const { host, port } = hostAndPort('http', target);
        const to = serverAt(host, port);
        if (to?.tls !== true) return [];
        const details = { job: name, target, web: to.web?.path ?? `its ${serverName(to.server.kind)}` };
        const place = fieldPlace(document, path, [...at, 'static_configs']);
        return [finding('PROBE_OVER_HTTP', 'broken', details, { ...place, raw: 'probe_success 0, Client sent an HTTP request to an HTTPS server.' })];
      }),
    ),
  );
}
