import { describe, expect, it } from 'vitest';
import { curlCommand } from '../../../shared/doctor/curlCommand.ts';

const base = { tls: true, host: 'localhost', port: 9090, path: '/metrics' } as const;
const start = "curl -sS -o /dev/null -w '%{http_code}\\n'";

describe('curlCommand (K-27)', () => {
  it('names the CA, the user without a password, and the URL', () => {
    expect(curlCommand({ ...base, address: '127.0.0.1', caFile: '/etc/p r/ca.crt', user: 'alice' })).toBe(
      `${start} --cacert '/etc/p r/ca.crt' -u 'alice' https://localhost:9090/metrics`,
    );
  });

  it('quotes user names that a shell would read', () => {
    expect(curlCommand({ ...base, user: "o'brien $(id)" })).toContain(String.raw`-u 'o'\''brien $(id)'`);
  });

  it.each([
    ['a name that does not resolve there', { host: 'prom.example', address: '127.0.0.1' }, '--resolve prom.example:9090:127.0.0.1', 'https://prom.example:9090/metrics'],
    ['a name on an IPv6 address', { host: 'prom.example', address: '::1' }, "--resolve 'prom.example:9090:[::1]'", 'https://prom.example:9090/metrics'],
    ['an address in the place of another', { host: '10.0.0.5', address: '127.0.0.1' }, '--connect-to ::127.0.0.1:9090', 'https://10.0.0.5:9090/metrics'],
    ['a name in the place of another', { host: 'a.example', address: 'b.example' }, '--connect-to ::b.example:9090', 'https://a.example:9090/metrics'],
  ])('leads curl to %s', (_case, over, option, url) => {
    expect(curlCommand({ ...base, ...over })).toBe(`${start} ${option} ${url}`);
  });

  it.each([
    ['localhost', '::1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('needs no detour from %s to %s', (host, address) => {
    expect(curlCommand({ ...base, host, address })).toBe(`${start} https://${host}:9090/metrics`);
  });

  it('pins the key that has to be served, and prints the page where that is wanted', () => {
    expect(curlCommand({ ...base, pinnedKey: 'a+/=' })).toBe(`${start} --pinnedpubkey 'sha256//a+/=' https://localhost:9090/metrics`);
    expect(curlCommand({ ...base, tls: false, pinnedKey: 'a+/=', page: true })).toBe('curl -sS http://localhost:9090/metrics');
  });

  it('brackets IPv6 and quotes the brackets', () => {
    expect(curlCommand({ ...base, host: '::1', address: '::1' })).toBe(`${start} 'https://[::1]:9090/metrics'`);
  });

  it('says -k instead of a CA when nothing is verified, and neither in clear', () => {
    expect(curlCommand({ ...base, insecure: true, caFile: '/ca.crt' })).toBe(`${start} -k https://localhost:9090/metrics`);
    expect(curlCommand({ ...base, tls: false, insecure: true, caFile: '/ca.crt' })).toBe(`${start} http://localhost:9090/metrics`);
  });

  it('posts where the check posts', () => {
    expect(curlCommand({ ...base, method: 'POST', path: '/-/reload' })).toBe(`${start} -X POST https://localhost:9090/-/reload`);
  });
});
