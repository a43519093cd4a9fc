/** The prometheus.yml of R-11: 9.8 MB, 240,005 lines, 40,000 jobs. */
import { writeFileSync } from 'node:fs';

/** One job of six lines, comment included. */
function jobText(index: number): string {
  const name = String(index).padStart(5, '0');
  return [
    `  - job_name: 'job-${name}' # number ${name}: ask first`,
    '    scheme: http',
    `    metrics_path: /metrics/of/${name}`,
    '    scrape_interval: 30s',
    '    static_configs:',
    `      - targets: ['host-${name}.example.internal:9100', 'spare-${name}.example.internal:9100']`,
    '',
  ].join('\n');
}

/** @param jobs so many; 40,000 make the file of R-11 */
export function hugeConfig(jobs = 40_000): string {
  return `# all of them\nglobal:\n  scrape_interval: 15s\nscrape_configs:\n${Array.from({ length: jobs }, (_, index) => jobText(index)).join('')}# the end\n`;
}

export function writeHugeConfig(path: string, jobs?: number): void {
  writeFileSync(path, hugeConfig(jobs));
}
