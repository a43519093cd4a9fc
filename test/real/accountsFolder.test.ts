/** Root changes the setup of an account that owns its folder: what the account plants there is neither believed nor followed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lchownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { keepRootsStateIn } from '../../electron/apply/stateFolder.ts';
import { portAnswers } from '../../electron/inspect/portAnswers.ts';
import { answersFor, applyBench } from '../support/applyBench.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';
import { tempTree } from '../support/tempTree.ts';

const line = prometheusLines().find((each) => each.line === '2.42') ?? prometheusLines()[0];
const missing = line === undefined ? 'no Prometheus on this machine' : process.geteuid?.() === 0 ? null : 'only root has this case';
const nobody = 65_534;
let server: ChildProcess | null = null;

afterEach(async () => {
  keepRootsStateIn('/var/lib/promseal');
  if (server?.exitCode === null) {
    server.kill('SIGKILL');
    await new Promise((resolve) => server?.once('close', resolve));
  }
  server = null;
});

describeUnless(missing, 'the folder of another account', () => {
  it('is changed and put back with the state kept apart, and not through a link', async () => {
    const base = join(tempTree(), 'state');
    keepRootsStateIn(base);
    const folder = tempTree();
    const port = await freePort();
    const config = 'scrape_configs: []\n';
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'prometheus.yml'), config);
    chmodSync(folder, 0o755);
    for (const path of [folder, join(folder, 'data'), join(folder, 'prometheus.yml')]) chownSync(path, nobody, nobody);
    const listen = `127.0.0.1:${String(port)}`;
    server = spawn(line?.prometheus ?? '', ['--config.file=prometheus.yml', `--web.listen-address=${listen}`, '--storage.tsdb.path=data'], { cwd: folder, stdio: 'ignore', uid: nobody, gid: nobody });
    await expect.poll(() => portAnswers('127.0.0.1', port), { timeout: 10_000 }).toBe(true);

    const bench = applyBench(folder, { settingsFolder: join(base, 'settings') });
    const answers = answersFor(folder, { kind: 'running', listen });
    const report = await bench.apply(answers, { prometheus: 'correct horse' });
    expect(report).toMatchObject({ outcome: 'appliedWithFailures', failure: null });
    expect(existsSync(join(folder, '.promseal'))).toBe(false);

    const ours = readFileSync(join(folder, 'prometheus.yml'));
    const target = join(tempTree(), 'shadow');
    writeFileSync(target, ours);
    rmSync(join(folder, 'prometheus.yml'));
    symlinkSync(target, join(folder, 'prometheus.yml'));
    lchownSync(join(folder, 'prometheus.yml'), nobody, nobody);
    expect((await bench.undo()).outcome).toBe('needsHands');
    expect(readFileSync(target).equals(ours)).toBe(true);
    expect((await bench.plan(answers)).plan.problems).toContainEqual(expect.objectContaining({ code: 'FILE_IS_LINK' }));

    rmSync(join(folder, 'prometheus.yml'));
    writeFileSync(join(folder, 'prometheus.yml'), ours);
    await bench.recover();
    expect(readFileSync(join(folder, 'prometheus.yml'), 'utf8')).toBe(config);
    expect(existsSync(join(folder, 'prometheus.key'))).toBe(false);
  }, 60_000);
});
