/** Where and how the server is reached once the plan is applied. */
import type { HostFacts } from '../model/hostFacts.ts';
import type { Endpoint } from '../model/plan.ts';
import { flagValue } from '../prometheus/flags.ts';
import { connectAddress, hostPort, portOf, preferredName } from './address.ts';
import type { CertificatePart } from './planCertificate.ts';
import type { ClientCertificatePart } from './planClientCertificate.ts';

/** --web.route-prefix, which is by default the path of --web.external-url; without a slash at its end. */
function routePrefixOf(args: readonly string[]): string {
  const external = flagValue(args, 'web.external-url') ?? '';
  const path = /^[a-z]+:\/\/[^/]+(\/.*)?$/i.exec(external)?.[1] ?? '';
  const prefix = (flagValue(args, 'web.route-prefix') ?? path).replace(/^\/+|\/+$/g, '');
  return prefix === '' ? '' : `/${prefix}`;
}

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
