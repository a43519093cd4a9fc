/** What relabelling makes of the targets of a job that probes, and what is left unsaid. */
import { describe, expect, it } from 'vitest';
import { probeJobsOf, type Probe } from '../../../shared/prometheus/probeJobs.ts';
import { readYaml } from '../../../shared/yaml/readYaml.ts';

const param = '{ source_labels: [__address__], target_label: __param_target }';
const address = '{ target_label: __address__, replacement: "127.0.0.1:9115" }';
const usual = { rules: [param, '{ source_labels: [__param_target], target_label: instance }', address], module: 'm', target: 'https://a:1/' };

function probes({ rules, module, target, fields = [], labels = '' }: { rules: readonly string[]; module: string | null; target: string; fields?: readonly string[]; labels?: string }): Probe[] {
  const text = [
    'scrape_configs:', '  - job_name: probes', '    metrics_path: /probe', ...(module === null ? [] : [`    params: { module: [${module}] }`]), ...fields.map((field) => `    ${field}`),
    '    static_configs:', `      - targets: ["${target}"]`, ...(labels === '' ? [] : [`        labels: ${labels}`]), '    relabel_configs:', ...rules.map((rule) => `      - ${rule}`), '',
  ].join('\n');
  const reading = readYaml(text);
  if (!reading.ok) throw new Error('no YAML');
  return probeJobsOf(reading.document).flatMap((job) => job.probes);
}

const plain = { target: 'https://a:1/', hasUser: false, prober: '127.0.0.1:9115', module: 'm' };

describe('probeJobsOf', () => {
  it.each<[string, Partial<Parameters<typeof probes>[0]>, Partial<Probe>]>([
    ['the usual rules', {}, {}],
    ['no module', { module: null }, { module: 'http_2xx' }],
    ['a label that names the module', { module: null, labels: '{ __param_module: own }' }, { module: 'own' }],
    ['a rule that names the module', { labels: '{ kind: own }', rules: [...usual.rules, '{ source_labels: [kind], target_label: __param_module }'] }, { module: 'own' }],
    ['a rule that adds a path', { target: 'a:1', rules: ['{ source_labels: [__address__], target_label: __param_target, replacement: "https://${1}/-/ready" }', address] }, { target: 'https://a:1/-/ready' }],
    ['a user in the target', { target: 'https://admin:secret@a:1/?x=y' }, { target: 'https://a:1/', hasUser: true }],
    ['a rule about another label', { rules: [...usual.rules, '{ source_labels: [instance], regex: "https?://(.*)", target_label: host }'] }, {}],
    ['a rule that takes a label away', { labels: '{ __param_module: own }', rules: [...usual.rules, '{ target_label: __param_module, replacement: "" }'] }, { module: 'http_2xx' }],
  ])('understands %s', (_, change, expected) => {
    expect(probes({ ...usual, ...change })).toEqual([{ ...plain, ...expected }]);
  });

  it.each<[string, Partial<Parameters<typeof probes>[0]>]>([
    ['a regex', { rules: ['{ source_labels: [__address__], regex: "(.*):1.*", target_label: __param_target }', address] }],
    ['a group that there is not', { rules: ['{ source_labels: [__address__], replacement: "$2", target_label: __param_target }', address] }],
    ['targets that may be dropped', { rules: [...usual.rules, '{ source_labels: [x], regex: y, action: keep }'] }],
    ['labels that are mapped', { rules: [...usual.rules, '{ regex: "__(.*)", action: labelmap }'] }],
    ['a label made of groups', { rules: [...usual.rules, '{ source_labels: [x], target_label: "__param_$1" }'] }],
    ['a module by its hash', { rules: [...usual.rules, '{ source_labels: [x], target_label: __param_module, modulus: 2, action: hashmod }'] }],
    ['another path', { rules: [...usual.rules, '{ target_label: __metrics_path__, replacement: /metrics }'] }],
    ['no target', { rules: [address] }],
    ['a proxy', { fields: ['proxy_url: http://p:1'] }],
  ])('says nothing with %s', (_, change) => {
    expect(probes({ ...usual, ...change })).toEqual([]);
  });
});
