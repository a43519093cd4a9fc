/** A change staged by an account without rights and installed by root, on a machine laid out as Debian's package does it. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/ensureBuilt.ts';
import { checkout } from '../guards/plantedTree.ts';
import { noBundleMachine, withBundleMachine } from '../support/bundleMachine.ts';
import { describeUnless } from '../support/requireTool.ts';
import { answersClear, install, machineAnswers as answers, nobody, picture, stage } from '../support/stagedBundle.ts';

describeUnless(noBundleMachine(), 'a bundle for /etc/prometheus', () => {
  beforeAll(() => {
    if (!ensureBuilt(checkout)) throw new Error('The build failed; npm run build says why.');
  }, 120_000);

  it('is staged without changing anything, installed and proven, installed again, and taken back byte by byte', async () => {
    await withBundleMachine(async (machine) => {
      const before = picture(machine);
      const bundle = stage(machine);
      expect(picture(machine)).toBe(before);
      expect(statSync(bundle).mode & 0o777).toBe(0o700);
      for (const name of ['files', 'proof']) for (const file of readdirSync(join(bundle, name))) expect(statSync(join(bundle, name, file)).mode & 0o777).toBe(0o600);

      const dry = install(machine, bundle, '--dry-run');
      expect(dry).toMatchObject({ status: 0, stderr: '' });
      expect(dry.stdout).toContain('creates  /etc/prometheus/prometheus.key (640 root:prometheus)');
      expect(dry.stdout).toContain('replaces /etc/prometheus/prometheus.yml (644 root:root)');
      expect(picture(machine)).toBe(before);

      const done = install(machine, bundle);
      expect(done).toMatchObject({ status: 0, stderr: '' });
      expect(done.stdout).toContain('ok    plain HTTP is refused: 400');
      expect(done.stdout).toContain('ok    admin is let in with the password: 200');
      const after = picture(machine);
      expect(after).toContain('/etc/prometheus/web.yml f 640 root:prometheus');
      expect(after).not.toContain('.promseal-');
      expect(machine.read('/etc/prometheus/prometheus.yml')).toContain('# every byte of it matters\n');
      expect(machine.read('/etc/systemd/system/prometheus.service.d/promseal.conf')).toContain('ExecStart=/usr/bin/prometheus $ARGS --web.config.file=/etc/prometheus/web.yml\n');
      const targets = `curl -s --cacert /etc/prometheus/prometheus.crt -K ${bundle}/proof/002.curl https://localhost:${String(machine.port)}/api/v1/targets`;
      await expect.poll(() => machine.root(targets).stdout, { timeout: 15_000, interval: 500 }).toContain('"health":"up"');

      const again = install(machine, bundle, '', 'bash');
      expect(again).toMatchObject({ status: 0, stderr: '' });
      expect(again.stdout).toContain('It is installed already.');
      expect(machine.read('/run/systemctl-stand-in/calls').match(/^restart/gm)).toHaveLength(1);
      expect(install(machine, bundle, '--prove').status).toBe(0);

      machine.root(`rm -r ${bundle}`);
      const back = machine.root('sh /var/lib/promseal/bundle-*/install.sh --undo');
      expect(back).toMatchObject({ status: 0, stderr: '' });
      expect(picture(machine)).toBe(before);
      expect(answersClear(machine)).toBe('200');
      expect(machine.root('ls /var/lib/promseal').stdout).toBe('bundle.lock\n');
    });
  });

  it('holds no secret in its script, and shows none to whoever watches the processes', async () => {
    await withBundleMachine(async (machine) => {
      const bundle = stage(machine);
      const script = readFileSync(join(bundle, 'install.sh'), 'utf8');
      const password = readFileSync(join(bundle, 'files/003-admin.password'), 'utf8').trim();
      const key = readFileSync(join(bundle, 'files/001-prometheus.key'), 'utf8');
      const manifest = JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')) as { files: { path: string; sha256: string; mode: string; owner: string; group: string }[] };
      expect(manifest.files).toContainEqual(expect.objectContaining({ path: '/etc/prometheus/admin.password', mode: '0640', owner: 'root', group: 'prometheus' }));
      for (const { sha256 } of manifest.files) expect(script).not.toContain(sha256);
      const watched = machine.root(`while sleep 0.02; do cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null; done > ${machine.base}/seen & w=$!; sh ${bundle}/install.sh > ${machine.base}/told 2>&1; kill $w; strings -n 6 ${machine.base}/seen 2>/dev/null | wc -l`);
      expect(watched.status).toBe(0);
      const seen = readFileSync(join(machine.base, 'seen'), 'latin1');
      const told = readFileSync(join(machine.base, 'told'), 'utf8');
      expect(seen).toContain('promtool');
      for (const place of [script, seen, told]) {
        expect(place).not.toContain(password);
        expect(place).not.toContain(key.split('\n')[1] ?? '');
      }
      expect(machine.root('cat /var/lib/promseal/bundle-*/install.sh').stdout).toBe(script);
    });
  });

  it('refuses a file that changed since, and does not take back what was changed later', async () => {
    await withBundleMachine(async (machine) => {
      const bundle = stage(machine);
      machine.root('echo "# mine" >> /etc/prometheus/prometheus.yml');
      const changed = picture(machine);
      const refused = install(machine, bundle);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain('/etc/prometheus/prometheus.yml is not as it was when this was staged.');
      expect(install(machine, bundle, '--dry-run').status).toBe(1);
      expect(picture(machine)).toBe(changed);

      const fresh = stage(machine);
      expect(install(machine, fresh).status).toBe(0);
      machine.root('echo "# mine too" >> /etc/prometheus/web.yml');
      const later = picture(machine);
      const kept = install(machine, fresh, '--undo');
      expect(kept.status).toBe(1);
      expect(kept.stderr).toContain('Taking it back would lose that change.');
      expect(picture(machine)).toBe(later);
    });
  });

  it.each([
    ['a password that does not fit', (bundle: string) => `printf 'user = "admin:other"\\n' > ${bundle}/proof/002.curl`, 'FAIL  admin is let in with the password: 401, expected 200'],
    ['a server with another certificate than the one of the bundle', (bundle: string) => `sed -i 's,sha256//[A-Za-z0-9+/]*,sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,' ${bundle}/install.sh`, 'is answered: exit90, expected 401'],
    ['a unit that does not start', () => 'touch /run/systemctl-stand-in/broken', 'systemctl could not restart prometheus.service.'],
    ['a file of the bundle that is not what was staged', (bundle: string) => `echo >> ${bundle}/files/001-prometheus.key`, '001-prometheus.key is not what was staged'],
    ['what promtool cannot read as the account of the server', () => 'chmod 700 /etc/prometheus', 'promtool refuses it:'],
    ['a file that cannot be replaced', () => 'mount --bind /etc/prometheus/prometheus.yml /etc/prometheus/prometheus.yml', 'A file could not be written.'],
  ])('puts files and server back after %s', async (_name, spoil, says) => {
    await withBundleMachine(async (machine) => {
      const bundle = stage(machine);
      machine.root(spoil(bundle));
      const before = picture(machine);
      const failed = install(machine, bundle);
      expect(failed.stdout + failed.stderr).toContain(says);
      expect(failed.status).toBe(3);
      expect(picture(machine)).toBe(before);
      expect(answersClear(machine)).toBe('200');
      expect(machine.root('ls /var/lib/promseal').stdout).toBe('bundle.lock\n');
    });
  });

  it('follows no link that the account of the server plants, and quotes every name', async () => {
    await withBundleMachine(async (machine) => {
      const folder = `/var/lib/prometheus/it's "$(touch name-was-run)" \`id\` $HOME & co`;
      writeFileSync(join(machine.base, 'folder'), folder);
      machine.root(`f=$(cat ${machine.base}/folder); mkdir "$f" && chown prometheus:prometheus "$f"`);
      const bundle = stage(machine, answers(folder));
      const script = join(bundle, 'install.sh');
      for (const shell of ['dash -n', 'bash -n', 'bash --posix -n']) expect(machine.root(`${shell} ${script}`)).toMatchObject({ status: 0, stderr: '' });
      const before = picture(machine);
      machine.root(`f=$(cat ${machine.base}/folder); mv "$f" /var/lib/prometheus/away; ln -s /etc/default "$f"`);
      const refused = install(machine, bundle);
      expect(refused.status).toBe(3);
      expect(refused.stderr).toContain('leads elsewhere now.');
      expect(machine.root('ls -A /etc/default').stdout).toBe('prometheus\n');
      machine.root(`f=$(cat ${machine.base}/folder); rm "$f"; mv /var/lib/prometheus/away "$f"`);
      expect(picture(machine)).toBe(before);

      expect(install(machine, bundle, '', 'bash')).toMatchObject({ status: 0, stderr: '' });
      expect(picture(machine)).toContain(`${folder}/prometheus.key f 640 root:prometheus`);
      expect(install(machine, bundle, '--undo').status).toBe(0);
      expect(picture(machine)).toBe(before);
      expect(machine.root(`ls /name-was-run 2>/dev/null; find /etc/prometheus /var/lib/prometheus /var/lib/promseal ${machine.base} -name name-was-run`).stdout).toBe('');
    });
  });

  it('is for root, takes no other option, and does not run twice at a time', async () => {
    await withBundleMachine(async (machine) => {
      const bundle = stage(machine);
      expect(machine.root(`setpriv --reuid=65534 --regid=65534 --clear-groups sh ${bundle}/install.sh`)).toMatchObject({ status: 1 });
      expect(install(machine, bundle, '--force')).toMatchObject({ status: 2 });
      expect(install(machine, bundle, '--help').stdout).toContain('--undo');
      expect(install(machine, bundle, '--undo').stderr).toContain('it is not installed');
      const busy = machine.root(`mkdir -p /var/lib/promseal; flock /var/lib/promseal/bundle.lock sh ${bundle}/install.sh`);
      expect(busy.status).toBe(1);
      expect(busy.stderr).toContain('Another script of PromSeal runs at this moment.');
    });
  });

  it('stages the repairs of heal, has prometheus.yml read again, and takes that back', async () => {
    await withBundleMachine(async (machine) => {
      expect(install(machine, stage(machine)).status).toBe(0);
      machine.root("sed -i 's/scheme: https/scheme: http/' /etc/prometheus/prometheus.yml; chmod 644 /etc/prometheus/prometheus.key; systemctl kill");
      const broken = picture(machine);
      const closed = machine.promseal(['heal', '/etc/prometheus', '--bundle', join(machine.base, 'home/theirs')], nobody);
      expect(closed.status).toBe(1);
      expect(closed.stderr).toContain('put sudo in front of the same command');

      const out = join(machine.base, 'home/heal');
      const staged = machine.promseal(['heal', '/etc/prometheus', '--bundle', out]);
      expect(staged.status).toBe(0);
      expect(picture(machine)).toBe(broken);
      const done = install(machine, out);
      expect(done).toMatchObject({ status: 0, stderr: '' });
      expect(done.stdout).toContain('ok    admin is let in with the password: 200');
      expect(machine.read('/run/systemctl-stand-in/calls')).toContain('kill --signal=HUP --kill-who=main -- prometheus.service');
      expect(picture(machine)).toContain('/etc/prometheus/prometheus.key f 640 root:prometheus');
      await expect.poll(() => machine.promseal(['check', '/etc/prometheus']).status, { timeout: 20_000, interval: 1000 }).toBe(0);
      expect(install(machine, out, '--undo').status).toBe(0);
      expect(picture(machine)).toBe(broken);
      expect(machine.promseal(['heal', '/etc/prometheus', '--bundle', out]).stderr).toContain('BUNDLE_FOLDER_TAKEN');
    });
  });

  it('gives the commands to whoever keeps a server running that no unit starts', async () => {
    await withBundleMachine(async (machine) => {
      machine.root('umount /proc/$(cat /run/systemctl-stand-in/pid)/cgroup');
      const bundle = stage(machine, answers().replace('{ kind: service, unit: prometheus.service }', `{ kind: running, listen: '127.0.0.1:${String(machine.port)}' }`));
      const before = picture(machine);
      const half = install(machine, bundle);
      expect(half.status).toBe(5);
      expect(half.stdout).toContain('sudo kill PID');
      const [kill = '', wait = '', start = ''] = half.stdout.split('\n').filter((line) => line.startsWith('  ')).map((line) => line.trim());
      const lines = [kill, wait, start.replace('sudo -u', 'runuser -u').replace(/$/, ' > /dev/null 2>&1 & echo $! > /run/systemctl-stand-in/pid')];
      machine.root(lines.join('\n').replace('sudo ', '').replaceAll('PID', '$(cat /run/systemctl-stand-in/pid)'));
      expect(install(machine, bundle, '--prove')).toMatchObject({ status: 0, stderr: '' });
      const back = install(machine, bundle, '--undo');
      expect(back.status).toBe(0);
      expect(back.stdout).toContain('The server has to be told by hand:');
      expect(picture(machine)).toBe(before);
    });
  });
});

describeUnless(noBundleMachine(), 'promseal apply as root on the same machine', () => {
  it('writes with the right owners, proves once the unit was restarted, and undoes', async () => {
    await withBundleMachine(async (machine) => {
      const before = picture(machine);
      writeFileSync(join(machine.base, 'answers.yml'), answers());
      const applied = machine.promseal(['apply', join(machine.base, 'answers.yml'), '--yes', '--json']);
      const report = JSON.parse(applied.stdout.trim().split('\n').at(-1) ?? '') as { outcome: string; commands: string[]; failure: unknown };
      expect(report).toMatchObject({ outcome: 'appliedWithFailures', failure: null });
      const written = picture(machine);
      expect(written).toContain('/etc/prometheus/prometheus.key f 640 root:prometheus');
      expect(written).toContain('/etc/prometheus/web.yml f 640 root:prometheus');
      expect(written).toContain('/etc/prometheus/prometheus.yml f 644 root:root');
      expect(machine.root(report.commands.join('\n').replaceAll('sudo ', '')).status).toBe(0);
      await expect.poll(() => machine.promseal(['check', '/etc/prometheus']).status, { timeout: 20_000, interval: 1000 }).toBe(0);
      const seen = machine.promseal(['check', '/etc/prometheus', '--json'], nobody);
      expect(seen.stdout).not.toContain('STATE_NOT_TRUSTED');

      machine.root('rm -r /etc/systemd/system/prometheus.service.d; systemctl daemon-reload');
      machine.promseal(['undo', '/etc/prometheus']);
      expect(picture(machine).replace(/^.*\/\.promseal.*\n/gm, '')).toBe(before);
    });
  });
});
