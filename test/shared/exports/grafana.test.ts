import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grafanaDatasource, passwordVariable, type GrafanaInput } from '../../../shared/exports/grafana.ts';
import { readProvisioning } from './grafanaFormat.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const whole: GrafanaInput = { name: 'Prometheus', url: 'https://localhost:9090/', user: 'alice', caPem: pem, serverName: null, skipVerify: false };
const made = (change: Partial<GrafanaInput> = {}) => readProvisioning(grafanaDatasource({ ...whole, ...change }));

describe('the strict format', () => {
  it.each([
    ['an unknown key', 'datasources:\n  - {name: a, uid: a, type: prometheus, access: proxy, url: x, tlsCACertFile: y}'],
    ['a flag in quotes', 'datasources:\n  - {name: a, uid: a, type: prometheus, access: proxy, url: x, jsonData: {tlsSkipVerify: "true"}}'],
    ['no apiVersion of ours', 'datasources: []'],
  ])('refuses %s', (_what, text) => {
    expect(() => readProvisioning(`apiVersion: 1\n${text}`)).toThrow();
  });
});

describe('grafanaDatasource', () => {
  it('trusts the certificate and signs in', () => {
    expect(made()).toEqual({
      name: 'Prometheus',
      uid: 'prometheus-sealed',
      type: 'prometheus',
      access: 'proxy',
      url: 'https://localhost:9090/',
      basicAuth: true,
      basicAuthUser: 'alice',
      jsonData: { httpMethod: 'POST', tlsAuthWithCACert: true },
      secureJsonData: { basicAuthPassword: `$${passwordVariable}`, tlsCACert: pem },
    });
  });

  it('holds no password, and says where it comes from', () => {
    expect(grafanaDatasource(whole)).toContain(`# Set ${passwordVariable} in the environment of Grafana to the password of "alice".`);
    expect(grafanaDatasource({ ...whole, user: null })).not.toContain(passwordVariable);
  });

  it('signs nobody in where there are no users', () => {
    const { basicAuth, basicAuthUser, secureJsonData } = made({ user: null });
    expect({ basicAuth, basicAuthUser, secureJsonData }).toEqual({ basicAuth: undefined, basicAuthUser: undefined, secureJsonData: { tlsCACert: pem } });
  });

  it('skips verification only when told to, and then names no certificate that would not count', () => {
    expect(made({ skipVerify: true, serverName: 'prometheus.example' })).toMatchObject({ jsonData: { tlsSkipVerify: true }, secureJsonData: { basicAuthPassword: expect.any(String) as string } });
    expect(made({ skipVerify: true }).secureJsonData).not.toHaveProperty('tlsCACert');
    expect(made().jsonData).not.toHaveProperty('tlsSkipVerify');
  });

  it('leaves a public certificate to the roots of the system', () => {
    expect(made({ caPem: null }).jsonData).toEqual({ httpMethod: 'POST' });
    expect(made({ caPem: null, user: null })).not.toHaveProperty('secureJsonData');
  });

  it('names another server name only together with a certificate, where Grafana reads it', () => {
    expect(made({ serverName: 'prometheus.example' }).jsonData).toMatchObject({ serverName: 'prometheus.example' });
    expect(made({ serverName: 'prometheus.example', caPem: null }).jsonData).not.toHaveProperty('serverName');
  });

  it('takes certificates with Windows line ends', () => {
    expect(made({ caPem: pem.replaceAll('\n', '\r\n') }).secureJsonData?.tlsCACert).toBe(pem);
  });

  it('gives back any name, user and URL once Grafana has expanded it', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((value) => !/[\u0000-\u001f\u007f]/.test(value));
    fc.assert(
      fc.property(text, text, text, (name, user, path) => {
        const datasource = made({ name, user, url: `https://localhost/${path}` });
        // In a text that only holds doubled dollar signs, expansion is this.
        const expanded = (value: string | undefined): string | undefined => value?.replaceAll('$$', '$');
        expect(datasource.name.replaceAll('$$', '')).not.toContain('$');
        expect(expanded(datasource.name)).toBe(name);
        expect(expanded(datasource.basicAuthUser)).toBe(user);
        expect(expanded(datasource.url)).toBe(`https://localhost/${path}`);
      }),
    );
  });
});
