import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeMaterial, previewFiles } from '../../../electron/apply/previewFiles.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';
import { tempTree } from '../../support/tempTree.ts';

const textOf = (lines: readonly { text: string }[]): string => lines.map(({ text }) => text).join('\n');

it('names what is made when applying instead of containing it', () => {
  const diffs = previewFiles(planDeployment(articleAnswers(), hostFacts()));
  expect(textOf(diffs.find(({ role }) => role === 'key')?.lines ?? [])).toBe(describeMaterial('key'));
  expect(textOf(diffs.find(({ role }) => role === 'webConfig')?.lines ?? [])).toContain(describeMaterial('hash:prometheus'));
  expect(diffs.every(({ created }) => created)).toBe(true);
});

/** A prometheus.yml with other people's secrets, a self job to edit, and many lines. */
function planFor(lines: number) {
  const other = Array.from({ length: lines }, (_, index) => `# line ${String(index)}`).join('\n');
  const text = `scrape_configs:\n  - job_name: prometheus\n    static_configs:\n      - targets: ['localhost:9090']\n  - job_name: b\n    basic_auth: {username: u, password: S3ntinel}\n    static_configs: [{targets: ['b:1']}]\n${other}\n`;
  const path = join(tempTree(), 'prometheus.yml');
  writeFileSync(path, text);
  const facts = hostFacts({ scrapeConfig: text });
  facts.scrapeConfig.path = path;
  return previewFiles(planDeployment(articleAnswers(), facts)).find(({ role }) => role === 'scrapeConfig');
}

it('shows a file whole, with the secrets of others masked', () => {
  const diff = planFor(20);
  expect(textOf(diff?.lines ?? [])).toContain('# line 19');
  expect(JSON.stringify(diff)).not.toContain('S3ntinel');
  expect(diff?.lines.some(({ sign, text }) => sign === '+' && text.includes('scheme: https'))).toBe(true);
});

it('shows only the changed places of a long file', () => {
  const diff = planFor(5000);
  expect(diff?.lines.length).toBeLessThan(60);
  expect(JSON.stringify(diff)).not.toContain('S3ntinel');
});
