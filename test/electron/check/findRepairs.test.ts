/** Repairs of files that no server uses: found by their ids, planned like any other change, proven by looking again. */
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkTargetOf, findRepairs } from '../../../electron/check/findRepairs.ts';
import { checkSetupHere } from '../../../electron/check/checkSetupHere.ts';
import { answersFor, applyBench, type ApplyBench } from '../../support/applyBench.ts';
import { oneJob } from '../../support/setupFacts.ts';
import { webConfigText } from '../../support/sealedFolder.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

let folder = '';
let bench: ApplyBench;
const check = async () => await checkSetupHere({ kind: 'folder', folder, offline: true }, bench.context);

beforeEach(() => {
  folder = tempTree();
  bench = applyBench(folder);
  selfSigned(folder);
  writeFileSync(join(folder, 'web.yml'), `# kept\n${webConfigText({ tls: true, users: { alice: 'a-password' } })}`);
  writeFileSync(join(folder, 'alice.password'), 'a-password\n', { mode: 0o600 });
  const fields = ['scheme: https', 'tls_config: { ca_file: prometheus.crt }', 'basic_auth: { username: alice, password_file: alice.password }'];
  writeFileSync(join(folder, 'prometheus.yml'), oneJob('localhost:9090', fields));
});

describe('where a check looks for answers', () => {
  it.each([
    [{ kind: 'running' as const, listen: ':9090' }, { kind: 'server', listen: ':9090' }],
    [{ kind: 'service' as const, unit: 'prometheus.service' }, { kind: 'unit', unit: 'prometheus.service' }],
    [{ kind: 'files' as const }, { kind: 'files', paths: ['/srv/prometheus.yml', '/srv/web.yml'] }],
    [{ kind: 'binary' as const, binary: '/usr/bin/prometheus' }, { kind: 'folder', folder: '/srv' }],
  ])('%j', (server, target) => {
    expect(checkTargetOf(answersFor('/srv', server))).toEqual(target);
  });
});

describe('files that no server uses', () => {
  it('are sound as they are, and have answers that change nothing', async () => {
    const report = await check();
    expect(report.findings).toEqual([]);
    expect(report.answers).toMatchObject({ server: { kind: 'files' }, certificate: { source: 'keep' }, repair: [] });
    if (report.answers !== null) expect((await bench.plan(report.answers)).plan.actions).toEqual([]);
  });

  it('are repaired, proven by a second look, and put back', async () => {
    chmodSync(join(folder, 'prometheus.key'), 0o644);
    const report = await check();
    expect(report.findings).toMatchObject([{ code: 'KEY_READABLE_BY_ALL', repair: 'Close prometheus.key to other users' }]);
    const answers = answersFor(folder, { kind: 'files' }, { ...report.answers, repair: report.findings.map(({ id }) => id) });
    const applied = await bench.apply(answers);
    expect(applied).toMatchObject({ outcome: 'applied', message: expect.stringContaining('No Prometheus was asked') as string, checks: [{ id: 'repaired', ok: true, observed: 'not found any more' }] });
    expect(statSync(join(folder, 'prometheus.key')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, 'web.yml'), 'utf8')).toContain('# kept');
    await bench.undo();
    expect(statSync(join(folder, 'prometheus.key')).mode & 0o777).toBe(0o644);
  });

  it('cannot be repaired of what is not found', async () => {
    const answers = answersFor(folder, { kind: 'files' }, { repair: ['KEY_READABLE_BY_ALL /elsewhere'] });
    await expect(findRepairs(answers, bench.context)).rejects.toMatchObject({ code: 'REPAIR_NOT_FOUND' });
    await expect(bench.plan(answers)).rejects.toMatchObject({ code: 'REPAIR_NOT_FOUND' });
  });
});
