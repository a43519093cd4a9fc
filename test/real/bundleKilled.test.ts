/** The script of a bundle is killed before every command that changes something; running it again or --undo leaves one consistent set. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/ensureBuilt.ts';
import { checkout } from '../guards/plantedTree.ts';
import { noBundleMachine, withBundleMachine, type BundleMachine } from '../support/bundleMachine.ts';
import { describeUnless } from '../support/requireTool.ts';

const tools = ['mkdir', 'mv', 'rm', 'rmdir', 'chown', 'chmod', 'sync', 'setpriv', 'systemctl', 'curl', 'mount', 'sleep'];

/** Counts the calls of each tool, and ends the whole process group in place of call number KILL_AT. */
const counter = (tool: string, folder: string): string => `#!/bin/sh
read -r n < ${folder}/count
n=$((n + 1))
echo $n > ${folder}/count
[ $n != "\${KILL_AT:-0}" ] || kill -9 0
PATH=\${PATH#${folder}/kill:}
exec ${tool} "$@"
`;

const answers = `version: 1
folder: /etc/prometheus
server: { kind: service, unit: prometheus.service }
names: [localhost]
certificate: { source: self_signed }
users: [{ name: admin, generate: true }]
`;

/** Every call is four minutes; a fifth of them, in turn of all kinds, tells nearly as much. */
const step = process.env['PROMSEAL_REQUIRE_ALL'] === '1' ? 1 : 5;

interface Killing {
  readonly machine: BundleMachine;
  readonly script: string;
  /** Runs the script up to this call, counted from 1; 0: to its end. @returns how many calls there were */
  readonly run: (option: string, killAt: number) => { status: number | null; calls: number; said: string };
}

const picture = ({ root }: BundleMachine): string =>
  root("find /etc/prometheus /etc/systemd/system -printf '%p %y %m %u:%g ' -type f -exec sha256sum {} \\; -o -printf '\\n' | sort").stdout;

async function withKilling(work: (killing: Killing) => Promise<void>): Promise<void> {
  await withBundleMachine(async (machine) => {
    const { base, root, promseal } = machine;
    writeFileSync(join(base, 'answers.yml'), answers);
    const staged = promseal(['bundle', join(base, 'answers.yml'), '--out', join(base, 'home/bundle')], 65_534);
    expect(staged.status).toBe(0);
    root(`mkdir ${base}/kill`);
    for (const tool of tools) writeFileSync(join(base, 'kill', tool), counter(tool, base), { mode: 0o755 });
    const script = join(base, 'home/bundle/install.sh');
    const run = (option: string, killAt: number): { status: number | null; calls: number; said: string } => {
      writeFileSync(join(base, 'count'), '0\n');
      const { status, stdout, stderr } = root(`KILL_AT=${String(killAt)} PATH=${base}/kill:$PATH exec setsid --wait sh ${script} ${option}`);
      return { status, calls: Number(readFileSync(join(base, 'count'), 'utf8')), said: stdout + stderr };
    };
    await work({ machine, script, run });
  });
}

const answersClear = ({ root, port }: BundleMachine): string => root(`curl -s -o /dev/null -w '%{http_code}' --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:${String(port)}/metrics`).stdout;

describeUnless(noBundleMachine(), 'a killed script of a bundle', () => {
  beforeAll(() => {
    if (!ensureBuilt(checkout)) throw new Error('The build failed; npm run build says why.');
  }, 120_000);

  it('is finished by running it again, or taken back by --undo, wherever it was killed', async () => {
    await withKilling(async ({ machine, run }) => {
      const before = picture(machine);
      const whole = run('', 0);
      expect(whole).toMatchObject({ status: 0 });
      const after = picture(machine);
      expect(run('--undo', 0)).toMatchObject({ status: 0 });
      expect(picture(machine)).toBe(before);
      expect(whole.calls).toBeGreaterThan(60);
      for (let killAt = 1; killAt <= whole.calls; killAt += step) {
        const killed = run('', killAt);
        // The wait for the server may take fewer calls than it took before.
        if (killed.status === 0) break;
        expect(killed.calls).toBe(killAt);
        if (killAt % 3 === 0) {
          expect(run('', 0), `again after ${String(killAt)}`).toMatchObject({ status: 0 });
          expect(picture(machine)).toBe(after);
        }
        const back = run('--undo', 0);
        expect(back.status === 0 || back.said.includes('it is not installed'), `${String(killAt)}: ${back.said}`).toBe(true);
        expect(picture(machine), `taken back after ${String(killAt)}`).toBe(before);
      }
      expect(run('--undo', 0).said + run('', 0).said).toContain('Done.');
      expect(run('--undo', 0)).toMatchObject({ status: 0 });
      expect(answersClear(machine)).toBe('200');
      expect(machine.root('ls /var/lib/promseal').stdout).toBe('bundle.lock\n');
    });
  }, 600_000);

  it('is taken back by another --undo after the first was killed', async () => {
    await withKilling(async ({ machine, run }) => {
      const before = picture(machine);
      expect(run('', 0)).toMatchObject({ status: 0 });
      const whole = run('--undo', 0);
      expect(whole).toMatchObject({ status: 0 });
      for (let killAt = 1; killAt <= whole.calls; killAt += 2 * step) {
        expect(run('', 0)).toMatchObject({ status: 0 });
        if (run('--undo', killAt).status === 0) break;
        const back = run('--undo', 0);
        expect(back.status === 0 || back.said.includes('it is not installed'), `${String(killAt)}: ${back.said}`).toBe(true);
        expect(picture(machine), `taken back after ${String(killAt)}`).toBe(before);
        expect(answersClear(machine)).toBe('200');
      }
    });
  }, 600_000);
});
