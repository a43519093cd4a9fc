import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleContents } from '../../../electron/apply/bundleContents.ts';
import { writeBundle } from '../../../electron/apply/bundleFolder.ts';
import { bundlePlan } from '../../../electron/apply/bundlePlan.ts';
import { bundleRights } from '../../../electron/apply/bundleRights.ts';
import { makeMaterial } from '../../../electron/apply/material.ts';
import type { AnswersInput } from '../../../shared/model/answers.ts';
import { answersFor } from '../../support/applyBench.ts';
import { fakeMachine } from '../../support/fakeMachine.ts';
import { tempTree } from '../../support/tempTree.ts';

const now = Date.parse('2026-11-01T00:00:00Z');
const passwords = { prometheus: 'correct horse' };

/** A folder with a scrape configuration, and the bundle for it that only writes files. */
async function staged(folder: string, server: AnswersInput['server'] = { kind: 'files' }) {
  const machine = fakeMachine([]);
  const context = { machine, now: () => now, rehearsalCommand: [] };
  const prepared = await bundlePlan(answersFor(folder, server), context);
  return bundleContents(prepared, await makeMaterial({ ...prepared, secrets: { passwords }, now }));
}

function setup(): string {
  const folder = tempTree();
  writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs: []\n', { mode: 0o644 });
  return folder;
}

describe('a bundle', () => {
  it('is a folder for its owner alone, with the new files in order and web.yml last', async () => {
    const folder = setup();
    const contents = await staged(folder);
    expect(contents.spec.files.map(({ path }) => path.slice(folder.length + 1))).toEqual(['prometheus.key', 'prometheus.crt', 'prometheus.password', 'prometheus.yml', 'web.yml']);
    const out = join(tempTree(), 'bundle');
    const script = writeBundle(out, contents);
    expect(readFileSync(script, 'utf8')).not.toContain('correct horse');
    expect(statSync(out).mode & 0o777).toBe(0o700);
    expect(statSync(join(out, 'files/003-prometheus.password')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(out, 'files/003-prometheus.password'), 'utf8')).toBe('correct horse\n');
    expect(() => writeBundle(out, contents)).toThrow(expect.objectContaining({ code: 'BUNDLE_FOLDER_TAKEN' }));
  });

  it('is not for a Prometheus that PromSeal starts', async () => {
    await expect(staged(setup(), { kind: 'binary', binary: '/usr/bin/prometheus' })).rejects.toMatchObject({ code: 'BUNDLE_SERVER_OURS' });
  });

  it('is not for another system than Linux', async () => {
    const platform = Object.getOwnPropertyDescriptor(process, 'platform') ?? {};
    Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' });
    try {
      await expect(staged(setup())).rejects.toMatchObject({ code: 'BUNDLE_NOT_HERE' });
    } finally {
      Object.defineProperty(process, 'platform', platform);
    }
  });

  it('has no name with a line break', async () => {
    const folder = join(tempTree(), 'a\nb');
    mkdirSync(folder);
    // Answers hold no such path, but the flags of a running server may.
    const prepared = await bundlePlan(answersFor(setup(), { kind: 'files' }), { machine: fakeMachine([]), now: () => now, rehearsalCommand: [] });
    const moved = { ...prepared, plan: { ...prepared.plan, actions: prepared.plan.actions.map((action) => (action.kind === 'file.write' ? { ...action, path: join(folder, 'x') } : action)) } };
    const material = await makeMaterial({ ...prepared, secrets: { passwords }, now });
    expect(() => bundleContents(moved, material)).toThrow(expect.objectContaining({ code: 'BUNDLE_PATH_UNUSABLE' }));
  });

  it('names a file by where its links lead, and refuses to be staged when it changed meanwhile', async () => {
    const folder = setup();
    const link = join(tempTree(), 'link');
    symlinkSync(folder, link);
    const { spec } = await staged(link);
    expect(spec.files.map(({ path }) => path.startsWith(`${folder}/`))).toEqual([true, true, true, true, true]);
    expect(spec.checks.every(({ copy }) => copy.startsWith(`${folder}/.`))).toBe(true);

    const prepared = await bundlePlan(answersFor(folder, { kind: 'files' }), { machine: fakeMachine([]), now: () => now, rehearsalCommand: [] });
    const material = await makeMaterial({ ...prepared, secrets: { passwords }, now });
    writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs: [] # mine\n');
    expect(() => bundleContents(prepared, material)).toThrow(expect.objectContaining({ code: 'PLAN_STALE' }));
  });

  it('names owners where they have names', () => {
    const { etc } = fakeMachine([]);
    expect(bundleRights(etc, 0o640, { uid: 0, gid: 112 })).toEqual({ mode: 0o640, owner: 'root', group: 'prometheus' });
    expect(bundleRights(etc, 0o600, { uid: 4711, gid: 4712 })).toEqual({ mode: 0o600, owner: '4711', group: '4712' });
    expect(bundleRights(etc, 0o600, null)).toEqual({ mode: 0o600, owner: 'root', group: 'root' });
  });
});
