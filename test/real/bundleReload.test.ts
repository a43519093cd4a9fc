/** Whether Prometheus took the file is read back by a bundle's script: accepted, refused, not answered, not let in. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/ensureBuilt.ts';
import { checkout } from '../guards/plantedTree.ts';
import { noBundleMachine, withBundleMachine, type BundleMachine } from '../support/bundleMachine.ts';
import { describeUnless } from '../support/requireTool.ts';
import { install, picture, stage } from '../support/stagedBundle.ts';

const run = '/run/systemctl-stand-in';
const rules = '/etc/prometheus/rules.yml';

interface Healing {
  readonly machine: BundleMachine;
  /** Folder of a bundle that only has prometheus.yml read again. */
  readonly bundle: string;
  readonly before: string;
  /** What the server says of its configuration. */
  readonly running: () => string;
}

/** A sealed machine with one fault in prometheus.yml, and the bundle that repairs it. */
async function withHealing(work: (healing: Healing) => Promise<void> | void): Promise<void> {
  await withBundleMachine(async (machine) => {
    const { root, base, port } = machine;
    root(`echo 'rule_files: [rules.yml]' >> /etc/prometheus/prometheus.yml; echo 'groups: []' > ${rules}; kill -HUP $(cat ${run}/pid)`);
    const first = stage(machine);
    expect(install(machine, first).status).toBe(0);
    root("sed -i 's/scheme: https/scheme: http/' /etc/prometheus/prometheus.yml; systemctl kill");
    const bundle = join(base, 'home/heal');
    expect(machine.promseal(['heal', '/etc/prometheus', '--bundle', bundle]).status).toBe(0);
    const running = (): string => root(`curl -s --cacert /etc/prometheus/prometheus.crt -K ${first}/proof/002.curl https://localhost:${String(port)}/api/v1/status/config`).stdout;
    await expect.poll(running, { timeout: 10_000 }).toContain('scheme: http\\n');
    await work({ machine, bundle, before: picture(machine), running });
  });
}

/** Has this happen when systemctl is told to signal the server, before it does. */
const onReload = ({ outside }: BundleMachine, shell: string): void => writeFileSync(outside(`${run}/on-kill`), `${shell}\n`);

describeUnless(noBundleMachine(), 'a reload by the script of a bundle', () => {
  beforeAll(() => {
    if (!ensureBuilt(checkout)) throw new Error('The build failed; npm run build says why.');
  }, 120_000);

  it('is confirmed by the word of the server, and proven again later', async () => {
    await withHealing(({ machine, bundle, before, running }) => {
      expect(install(machine, bundle, '--dry-run').stdout).toContain('proves   Prometheus has read the new prometheus.yml');
      const done = install(machine, bundle);
      expect(done).toMatchObject({ status: 0, stderr: '' });
      expect(done.stdout).toContain('ok    Prometheus has read the new prometheus.yml');
      expect(running()).toContain('scheme: https\\n');
      expect(install(machine, bundle, '--prove')).toMatchObject({ status: 0, stderr: '' });
      // Somebody breaks it later: the proof does not stay green.
      machine.root(`cp ${rules} /run/kept; echo 'groups: [{broken: 1}]' > ${rules}; systemctl kill; sleep 1`);
      const later = install(machine, bundle, '--prove');
      expect(later.status).toBe(1);
      expect(later.stdout).toContain('FAIL  Prometheus refuses the prometheus.yml that is in place');
      machine.root(`cat /run/kept > ${rules}`);
      expect(install(machine, bundle, '--undo')).toMatchObject({ status: 0, stderr: '' });
      expect(picture(machine)).toBe(before);
      expect(running()).toContain('scheme: http\\n');
    });
  });

  it('that Prometheus refuses, and promtool did not, is put back byte by byte', async () => {
    await withHealing(({ machine, bundle, before, running }) => {
      onReload(machine, `if [ -f ${run}/once ]; then echo 'groups: []' > ${rules}; else touch ${run}/once; echo 'groups: [{broken: 1}]' > ${rules}; fi`);
      const refused = install(machine, bundle);
      expect(refused.stderr).toContain('Prometheus refuses the new prometheus.yml, which promtool accepted.');
      expect(refused.status).toBe(3);
      expect(picture(machine)).toBe(before);
      expect(running()).toContain('scheme: http\\n');
      expect(machine.root('ls /var/lib/promseal').stdout.match(/^bundle-/gm)).toHaveLength(1);
    });
  });

  it('is no success when Prometheus refuses the old file as well', async () => {
    await withHealing(({ machine, bundle }) => {
      onReload(machine, `echo 'groups: [{broken: 1}]' > ${rules}`);
      const stuck = install(machine, bundle);
      expect(stuck.stderr).toContain('Prometheus refuses the old prometheus.yml.');
      expect(stuck.status).toBe(4);
      onReload(machine, `echo 'groups: []' > ${rules}`);
      expect(install(machine, bundle, '--undo')).toMatchObject({ status: 0, stderr: '' });
    });
  });

  it.each([
    ['while it is told', (machine: BundleMachine) => onReload(machine, `kill -STOP $(cat ${run}/pid)`)],
    ['before it is told', ({ root }: BundleMachine) => void root(`kill -STOP $(cat ${run}/pid)`)],
  ])('of a server that hangs %s is not confirmed, says so, and leaves the good files', async (_name, hang) => {
    await withHealing(({ machine, bundle, before, running }) => {
      hang(machine);
      const began = performance.now();
      const unsure = install(machine, bundle);
      expect(performance.now() - began).toBeLessThan(25_000);
      expect(unsure).toMatchObject({ status: 5, stderr: '' });
      expect(unsure.stdout).toContain('known: it does not answer.');
      expect(unsure.stdout).toContain(`sh ${bundle}/install.sh --undo`);
      expect(picture(machine)).not.toBe(before);
      machine.root(`rm -f ${run}/on-kill; kill -CONT $(cat ${run}/pid)`);
      const again = install(machine, bundle);
      expect(again).toMatchObject({ status: 0, stderr: '' });
      expect(again.stdout).toContain('ok    Prometheus has read the new prometheus.yml');
      expect(running()).toContain('scheme: https\\n');
    });
  }, 60_000);

  it('of a server that lets the bundle look at nothing is left to the person', async () => {
    await withHealing(({ machine, bundle, running }) => {
      const script = readFileSync(join(bundle, 'install.sh'), 'utf8');
      const [, file = ''] = /own_word\(\) \{\n {2}"\$1" (\S+) /.exec(script) ?? [];
      writeFileSync(join(bundle, 'proof', file), 'user = "nobody:no"\n');
      const proofs = script.replace(/^( {2}"\$1" 'admin is let in.*)$/gm, '  :');
      writeFileSync(join(bundle, 'install.sh'), proofs);
      const unsure = install(machine, bundle);
      expect(unsure).toMatchObject({ status: 5, stderr: '' });
      expect(unsure.stdout).toContain('no password by which it lets somebody look');
      expect(running()).toContain('scheme: https\\n');
    });
  });
});
