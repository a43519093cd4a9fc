import { describe, expect, it } from 'vitest';
import { type Becomes, connectionAnswers, keyOf, missingValues, unchanged } from '../../../renderer/app/connectionAnswers.ts';
import type { CheckedConnection } from '../../../shared/model/checkReport.ts';
import { ConnectionAnswer } from '../../../shared/model/connectionAnswer.ts';
import { connection } from '../../support/checkReports.ts';

const jobs = ['one', 'two', 'three'].map((name, index) => connection({ name, index }));
const managers = [0, 1].map((index) => connection({ section: 'alertmanager', index, name: `alertmanagers[${String(index)}]` }));
const stores = [connection({ section: 'remoteWrite', name: 'https://store/push' }), connection({ section: 'remoteWrite', name: 'https://store/push', index: 1 }), connection({ section: 'remoteRead', name: 'long' })];
const all = [...jobs, ...managers, ...stores];

const switched = (chosen: readonly CheckedConnection[], becomes: Partial<Becomes>, among: readonly CheckedConnection[] = all) =>
  connectionAnswers(among, { keys: new Set(chosen.map(keyOf)), becomes: { ...unchanged, ...becomes } });

describe('answers of what was chosen', () => {
  it('name each connection as the planner does, and all of a section by one word', () => {
    const chosen = [...jobs.slice(1), ...managers, ...stores];
    const answers = switched(chosen, { scheme: 'https', ca: 'set', caFile: ' ca.crt ' });
    const changes = { scheme: 'https', ca_file: 'ca.crt' };
    expect(answers).toEqual([
      { job: 'two', ...changes }, { job: 'three', ...changes }, { alertmanager: 'all', ...changes }, { remote_write: 'all', ...changes }, { remote_read: 'long', ...changes },
    ]);
    expect(answers.map((answer) => ConnectionAnswer.safeParse(answer).success)).toEqual(answers.map(() => true));
    expect(switched(jobs, { scheme: 'http' })).toEqual([{ job: 'all', scheme: null }]);
    expect(switched(stores.slice(0, 1), { verify: 'on' })).toEqual([{ remote_write: 'https://store/push', insecure_skip_verify: null }]);
  });

  it('never say all where that would mean more than was chosen', () => {
    const far = connection({ name: 'far', canSwitch: false });
    expect(switched([...jobs, far], { scheme: 'https' }, [...jobs, far]).map(({ job }) => job)).toEqual(['one', 'two', 'three']);
    const odd = [...jobs, connection({ name: 'all', index: 3 })];
    expect(switched(odd, { scheme: 'https' }, odd).map(({ job }) => job)).toEqual(['one', 'two', 'three', 'all']);
  });

  it('leave out what is left, and take away by null', () => {
    expect(switched(jobs.slice(0, 1), { caFile: 'typed, then left' })).toEqual([]);
    expect(switched(jobs.slice(0, 1), { ca: 'remove', name: 'remove', signIn: 'remove', client: 'remove', passwordFile: 'left over' })).toEqual([
      { job: 'one', ca_file: null, server_name: null, user: null, cert_file: null, key_file: null },
    ]);
    expect(switched(jobs.slice(0, 1), { signIn: 'set', passwordFile: 'p', client: 'set', certFile: 'c', keyFile: 'k' })).toEqual([
      { job: 'one', password_file: 'p', cert_file: 'c', key_file: 'k' },
    ]);
    expect(switched([], { scheme: 'https' })).toEqual([]);
  });

  it('say at which field something is missing', () => {
    expect(missingValues({ ...unchanged, ca: 'set', name: 'set', signIn: 'set', client: 'set', caFile: ' ' }).map(({ field }) => field)).toEqual(['ca_file', 'server_name', 'user', 'cert_file']);
    expect(missingValues({ ...unchanged, ca: 'set', caFile: 'x', name: 'remove', signIn: 'set', passwordFile: 'p' })).toEqual([]);
  });
});
