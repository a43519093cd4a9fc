/** The endpoint of a server on loopback, as the planner would give it. */
import type { Endpoint } from '../../shared/model/plan.ts';

export function endpointFor(port: number, over: Partial<Endpoint> = {}): Endpoint {
  const tls = over.tls ?? true;
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${port}/`,
    address: '127.0.0.1',
    port,
    serverName: 'localhost',
    tls,
    caFile: null,
    clientCertificate: null,
    users: [],
    metricsPath: '/metrics',
    routePrefix: '',
    ...over,
  };
}
