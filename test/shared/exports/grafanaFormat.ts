/**
 * The provisioning format of Grafana data sources (apiVersion 1), strict: Grafana itself ignores unknown keys in
 * silence, which is how mistakes in such files stay unseen. Keys: grafana/grafana
 * pkg/services/provisioning/datasources/types.go, and the Prometheus page of its documentation for jsonData.
 */
import { parse } from 'yaml';
import { z } from 'zod';

const jsonData = z.strictObject({
  httpMethod: z.enum(['GET', 'POST']).optional(),
  prometheusType: z.enum(['Prometheus', 'Cortex', 'Mimir', 'Thanos']).optional(),
  timeInterval: z.string().optional(),
  // Booleans only: a text is read as false.
  tlsAuth: z.boolean().optional(),
  tlsAuthWithCACert: z.boolean().optional(),
  tlsSkipVerify: z.boolean().optional(),
  serverName: z.string().optional(),
});

const secureJsonData = z.strictObject({
  basicAuthPassword: z.string().optional(),
  tlsCACert: z.string().optional(),
  tlsClientCert: z.string().optional(),
  tlsClientKey: z.string().optional(),
});

const datasource = z.strictObject({
  name: z.string().min(1),
  uid: z.string().max(40).regex(/^[a-zA-Z0-9_-]+$/),
  type: z.literal('prometheus'),
  access: z.literal('proxy'),
  url: z.string(),
  basicAuth: z.boolean().optional(),
  basicAuthUser: z.string().optional(),
  withCredentials: z.boolean().optional(),
  isDefault: z.boolean().optional(),
  editable: z.boolean().optional(),
  orgId: z.number().int().optional(),
  version: z.number().int().optional(),
  jsonData: jsonData.optional(),
  secureJsonData: secureJsonData.optional(),
});

export type GrafanaDatasource = z.infer<typeof datasource>;

const file = z.strictObject({
  apiVersion: z.literal(1),
  prune: z.boolean().optional(),
  deleteDatasources: z.array(z.strictObject({ name: z.string(), orgId: z.number().int().optional() })).optional(),
  datasources: z.array(datasource).min(1),
});

/** @returns the one data source of a provisioning file, variables not expanded
 *  @throws for anything that Grafana would not understand, or would ignore */
export function readProvisioning(text: string): GrafanaDatasource {
  const [first, ...more] = file.parse(parse(text, { version: '1.1' })).datasources;
  if (first === undefined || more.length > 0) throw new Error('one data source is wanted');
  return first;
}
