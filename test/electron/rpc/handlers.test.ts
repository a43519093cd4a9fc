import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApplySlot } from '../../../electron/apply/applySlot.ts';
import { createDispatch, type Handlers } from '../../../electron/rpc/dispatch.ts';
import { createHandlers } from '../../../electron/rpc/handlers.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { answersFor, applyBench } from '../../support/applyBench.ts';
import { tempTree } from '../../support/tempTree.ts';

const ignore = (): void => undefined;

describe('handlers', () => {
  it('answer every method of the contract, and no other', () => {
    expect(Object.keys(createHandlers(applyBench(tempTree()).context, new ApplySlot())).sort()).toEqual(Object.keys(contract).sort());
  });

  it.each(['constructor', '__proto__', 'toString', 'plan.create '])('know no method called %s', async (method) => {
    const { program } = applyBench(tempTree());
    expect(await program.dispatch(method, {}, ignore)).toMatchObject({ ok: false, failure: { code: 'METHOD_UNKNOWN' } });
  });

  it('tell which answers are wrong', async () => {
    const { program, folder } = applyBench(tempTree());
    const answers = { ...answersFor(folder, { kind: 'rehearsal' }), names: ['a\nb'], surprise: 1 };
    const reply = await program.dispatch('plan.create', { answers }, ignore);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'INPUT_INVALID', problems: [{ field: 'answers.names.0' }, { field: 'answers' }] } });
  });

  it('plan with masked diffs, and the plan that was shown is the one that applies', async () => {
    const folder = tempTree();
    writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs:\n  - job_name: x\n    basic_auth: {username: u, password: top-secret}\n');
    const { program } = applyBench(folder);
    const reply = await program.dispatch('plan.create', { answers: answersFor(folder, { kind: 'rehearsal', listen: '127.0.0.1:1' }) }, ignore);
    expect(reply).toMatchObject({ ok: true, value: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown } });
    expect(JSON.stringify(reply)).not.toContain('top-secret');
    expect(JSON.stringify(reply)).toContain('bcrypt hash');
  });

  it('open a folder that was never touched', async () => {
    const folder = tempTree();
    mkdirSync(join(folder, 'sub'));
    const reply = await applyBench(folder).program.dispatch('host.openSetup', { folder }, ignore);
    expect(reply).toEqual({ ok: true, value: { folder, answers: null, checkpoints: [], interrupted: null, managedRunning: false } });
  });

  it('say that nothing runs, and nothing can be cancelled', async () => {
    const { program } = applyBench(tempTree());
    expect(await program.dispatch('apply.status', {}, ignore)).toEqual({ ok: true, value: { running: null, report: null } });
    expect(await program.dispatch('apply.cancel', {}, ignore)).toEqual({ ok: true, value: { cancelled: false } });
  });
});

describe('the dispatcher', () => {
  const base = createHandlers(applyBench('/nowhere').context, new ApplySlot());
  const dispatchWith = (over: Partial<Handlers>, log: (ref: string, error: unknown) => void = ignore) => createDispatch({ ...base, ...over }, log);

  it('lets nothing out that the contract does not name', async () => {
    const careless = { 'apply.cancel': () => ({ cancelled: true, secret: 'S3ntinel' }) } as Partial<Handlers>;
    expect(await dispatchWith(careless)('apply.cancel', {}, ignore)).toEqual({ ok: true, value: { cancelled: true } });
  });

  it('gives an unexpected error a reference, and its words to the log alone', async () => {
    const logged: unknown[] = [];
    const broken: Partial<Handlers> = {
      'apply.cancel': () => {
        throw new Error('S3ntinel in a message');
      },
    };
    const reply = await dispatchWith(broken, (ref, error) => logged.push(ref, error))('apply.cancel', {}, ignore);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'INTERNAL', ref: logged[0] } });
    expect(JSON.stringify(reply)).not.toContain('S3ntinel');
    expect(String(logged[1])).toContain('S3ntinel');
  });
});
