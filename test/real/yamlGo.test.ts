/**
 * R-13, judged by Go: a Prometheus that runs takes each file before and after the edit, and says what it has read. That
 * must be what it reads from the same meaning written as JSON, which nothing of PromSeal has had a hand in.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { spliceYaml } from '../../shared/yaml/spliceYaml.ts';
import { rawConfigs, type PlainMap } from '../support/rawConfigs.ts';
import { rawEdit } from '../support/rawEdits.ts';
import { describeUnless } from '../support/requireTool.ts';
import { prometheusLines, startPrometheus } from '../support/realPrometheus.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { tempTree } from '../support/tempTree.ts';

const lines = prometheusLines().filter(({ line }) => ['2.42', '3.5'].includes(line));
/** So many for the first Prometheus, a tenth of it for every other. */
const runs = 1000;

interface Judge {
  /** What Prometheus has in force after it has read the text; its own words where it refuses it. */
  readonly read: (text: string) => Promise<string>;
  /** Paths of the files that the configurations name, as they are here. */
  readonly placed: (text: string) => string;
  readonly promtool: (text: string) => string;
}

async function startJudge(binary: string, promtool: string): Promise<Judge> {
  const folder = tempTree();
  const { certPath } = selfSigned(folder, 'ca');
  const path = join(folder, 'prometheus.yml');
  writeFileSync(path, 'scrape_configs: []\n');
  writeFileSync(join(folder, 'password'), 'x');
  const server = await startPrometheus({ binary, folder, args: ['--web.enable-lifecycle', '--storage.remote.flush-deadline=10ms'] });
  onTestFinished(() => server.stop());
  const at = `http://127.0.0.1:${String(server.port)}`;
  return {
    read: async (text) => {
      writeFileSync(path, text);
      const reload = await fetch(`${at}/-/reload`, { method: 'POST' });
      const words = await reload.text();
      if (!reload.ok) return words;
      const reply = (await (await fetch(`${at}/api/v1/status/config`)).json()) as { data: { yaml: string } };
      return reply.data.yaml;
    },
    placed: (text) => text.replace(/\/(ca|new|am)\.crt|\/etc\/ssl\/other ca\.pem/g, certPath).replace(/(?<=[\s"':])\/(p|q|new)(?=["'\s,}#]|$)/gm, join(folder, 'password')),
    promtool: (text) => {
      writeFileSync(join(folder, 'asked.yml'), text);
      const { status, stdout, stderr } = spawnSync(promtool, ['check', 'config', join(folder, 'asked.yml')], { encoding: 'utf8' });
      return status === 0 ? 'SUCCESS' : stdout + stderr;
    },
  };
}

const edits = fc.tuple(rawConfigs, fc.infiniteStream(fc.nat({ max: 1_000_000 })));

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'spliceYaml, judged by Go (R-13)', () => {
  it.each(lines.map((line, index) => ({ ...line, count: index === 0 ? runs : runs / 10 })))('Prometheus $line reads exactly the edit, $count times', async ({ prometheus, promtool, count }) => {
    const judge = await startJudge(prometheus, promtool);
    const asJson = (value: PlainMap): string => judge.placed(JSON.stringify(value));
    let done = 0;
    for (const [config, stream] of fc.sample(edits, count)) {
      const { edit, after } = rawEdit(config, stream);
      const result = spliceYaml(config.text, [edit]);
      if (!result.ok) {
        expect(['YAML_SHARED_VALUE', 'YAML_EDIT_UNVERIFIED']).toContain(result.problem.code);
        continue;
      }
      const shown = `${JSON.stringify(edit)}\n${config.text}\n=====\n${result.text}`;
      expect(await judge.read(judge.placed(result.text)), shown).toBe(await judge.read(asJson(after(config.value))));
      if (done % 20 === 0) {
        expect(await judge.read(judge.placed(config.text)), config.text).toBe(await judge.read(asJson(config.value)));
        expect(judge.promtool(judge.placed(result.text)), shown).toBe(judge.promtool(judge.placed(config.text)));
      }
      done += 1;
    }
    expect(done).toBeGreaterThan(count * 0.97);
  }, 600_000);
});
