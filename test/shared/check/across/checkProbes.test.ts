/** What a probe meets at a server of the setup, by what its target says and its module does. */
import { describe, expect, it } from 'vitest';
import { checkProbes } from '../../../../shared/check/across/checkProbes.ts';
import { setupView } from '../../../../shared/check/across/setupView.ts';
import { oneServer, oneSetup, openWeb, secureWeb } from '../../../support/setupFacts.ts';

const usersOnly = secureWeb.slice(secureWeb.indexOf('basic_auth_users'));
const blackbox = oneServer({ kind: 'blackbox_exporter', listen: '127.0.0.1:9115', args: ['--config.file=/p/blackbox.yml'], configFile: '/p/blackbox.yml', webConfigFile: null });

function found(target: string, module: string | null, web = secureWeb): string[] {
  const job = [
    'scrape_configs:', '  - job_name: probes', '    metrics_path: /probe', '    params: { module: [m] }', '    static_configs:', `      - targets: ["${target}"]`,
    '    relabel_configs:', '      - { source_labels: [__address__], target_label: __param_target }', '      - { target_label: __address__, replacement: "localhost:9115" }', '',
  ].join('\n');
  const probeConfigs = module === null ? [] : [{ path: '/p/blackbox.yml', text: `modules:\n  m: ${module}\n` }];
  const setup = oneSetup(web, job, { servers: [oneServer(), ...(module === null ? [] : [blackbox])], probeConfigs });
  return checkProbes(setupView(setup)).map(({ code }) => code);
}

describe('checkProbes', () => {
  it.each<[string, string | null, string, string[]]>([
    ['http://localhost:9090/', null, secureWeb, ['PROBE_OVER_HTTP']],
    ['http://localhost:9090/', '{ prober: http }', secureWeb, ['PROBE_OVER_HTTP']],
    ['localhost:9090', '{ prober: http }', secureWeb, ['PROBE_OVER_HTTP']],
    ['localhost:9090', null, secureWeb, []],
    ['localhost:9090', '{ prober: tcp }', secureWeb, []],
    ['localhost:9090', '{ prober: icmp }', secureWeb, []],
    ['http://localhost:9090/', '{ prober: http, http: { valid_status_codes: [400] } }', secureWeb, []],
    ['http://localhost:9090/', '{ prober: http, http: { fail_if_ssl: true } }', secureWeb, []],
    ['https://localhost:9090/', '{ prober: http }', secureWeb, ['PROBE_WITHOUT_PASSWORD']],
    ['https://localhost:9090/', null, secureWeb, []],
    ['http://localhost:9090/', '{ prober: http }', usersOnly, ['PROBE_WITHOUT_PASSWORD']],
    ['localhost:9090', '{ prober: http }', usersOnly, ['PROBE_WITHOUT_PASSWORD']],
    ['https://localhost:9090/', '{ prober: http }', usersOnly, []],
    ['http://localhost:9090/', '{ prober: http }', openWeb, []],
    ['https://example.org/', '{ prober: http }', secureWeb, []],
  ])('%s by %s', (target, module, web, codes) => {
    expect(found(target, module, web)).toEqual(codes);
  });

  it('says nothing of modules in a file that cannot be read', () => {
    expect(found('https://localhost:9090/', '[')).toEqual([]);
  });
});
