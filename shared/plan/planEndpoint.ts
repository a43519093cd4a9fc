/** Where and how the server is reached once the plan is applied. */
import type { HostFacts } from '../model/hostFacts.ts';
import type { Endpoint } from '../model/plan.ts';
import { routePrefixOf } from '../prometheus/routePrefix.ts';
import { connectAddress, hostPort, portOf, preferredName } from './address.ts';
import type { CertificatePart } from './planCertificate.ts';
import type { ClientCertificatePart } from './planClientCertificate.ts';

interface Door {
  certificate: CertificatePart;
  client: ClientCertificatePart['pair'];
  users: string[];
}

/** @param args of the server after the change */
export function planEndpoint(facts: HostFacts, { certificate, client, users }: Door, args: readonly string[]): Endpoint {
  const port = portOf(facts.server.listen);
  const serverName = preferredName(certificate.names, facts.server.listen);
  const routePrefix = routePrefixOf(args);
  return {
    url: `${certificate.tls ? 'https' : 'http'}://${hostPort(serverName, port)}${routePrefix}/`,
    address: connectAddress(facts.server.listen),
    port,
    serverName,
    tls: certificate.tls,
    caFile: certificate.caPath,
    clientCertificate: client,
    users,
    metricsPath: `${routePrefix}/metrics`,
    routePrefix,
  };
}
