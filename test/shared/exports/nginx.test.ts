import { describe, expect, it } from 'vitest';
import { nginxProxy, type NginxInput } from '../../../shared/exports/nginx.ts';

const whole: NginxInput = {
  publicName: 'metrics.example',
  backend: '127.0.0.1:9090',
  serverName: 'localhost',
  caFile: '/srv/prometheus/prometheus.crt',
  certFile: '/etc/nginx/tls/proxy.crt',
  keyFile: '/etc/nginx/tls/proxy.key',
  routePrefix: '',
};
const made = (change: Partial<NginxInput> = {}): string => nginxProxy({ ...whole, ...change });

describe('nginxProxy', () => {
  it('verifies the server behind it', () => {
    expect(made()).toContain('proxy_pass https://prometheus_sealed;');
    expect(made()).toContain('proxy_ssl_verify on;');
    expect(made()).toContain('proxy_ssl_server_name on;');
    expect(made()).toContain('proxy_ssl_name localhost;');
    expect(made()).toContain('proxy_ssl_trusted_certificate /srv/prometheus/prometheus.crt;');
  });

  it('speaks clear HTTP to a server without TLS, and mentions no certificate for it', () => {
    const text = made({ tls: false });
    expect(text).toContain('proxy_pass http://prometheus_sealed;');
    expect(text).not.toContain('proxy_ssl');
    expect(text).not.toContain('trusted certificate');
  });

  it.each([
    ['', '/'],
    ['/', '/'],
    ['/prometheus', '/prometheus/'],
    ['/prometheus/', '/prometheus/'],
  ])('passes the route prefix %j as %s', (routePrefix, location) => {
    expect(made({ routePrefix })).toContain(`location ${location} {`);
  });

  it('quotes what is not a plain word and lets no variable or line break in', () => {
    const text = made({ caFile: '/srv/my "own"\\ca $host;}.crt', publicName: 'a;\nreturn 200 "$request_uri"' });
    expect(text).toContain('proxy_ssl_trusted_certificate "/srv/my \\"own\\"\\\\ca host;}.crt";');
    expect(text).toContain('server_name "a;return 200 \\"request_uri\\"";');
  });
});
