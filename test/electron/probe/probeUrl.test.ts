import { describe, expect, it } from 'vitest';
import { probeUrl } from '../../../electron/probe/probeUrl.ts';
import { WizardError } from '../../../electron/wizardError.ts';

describe('probeUrl', () => {
  it.each([
    ['https://localhost:9090', { tls: true, host: 'localhost', port: 9090, path: '/metrics', authority: 'localhost:9090' }],
    ['https://localhost:9090/prom/', { path: '/prom/metrics' }],
    ['http://prom.example/metrics', { tls: false, port: 80, path: '/metrics', authority: 'prom.example' }],
    ['https://prom.example/federate?match[]=up', { port: 443, path: '/federate?match[]=up' }],
    ['https://[::1]:9090/-/ready', { host: '::1', path: '/-/ready', authority: '[::1]:9090' }],
  ])('takes %s apart', (url, parts) => {
    expect(probeUrl(url)).toMatchObject(parts);
  });

  it.each(['localhost:9090', '', 'ftp://a/', 'http://', 'https://alice:geheim@localhost/'])('does not take %j', (url) => {
    expect(() => probeUrl(url)).toThrow(WizardError);
  });

  it('keeps a password out of the error', () => {
    try {
      probeUrl('https://alice:geheim@localhost/');
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain('geheim');
    }
  });
});
