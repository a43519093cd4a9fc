import { expect, it } from 'vitest';
import { byField } from '../../../renderer/app/connectionProblems.ts';
import { problem } from '../../../shared/errors/failure.ts';

it('puts problems at the one field they were given in, and keeps the rest', () => {
  const gone = [0, 1, 2].map((index) => problem('CONNECTION_FILE_MISSING', { file: 'ca.crt', key: 'ca_file' }, { field: `connections.${String(index)}.ca_file` }));
  const clear = problem('CONNECTION_PASSWORD_IN_CLEAR', { what: 'The job a' }, { field: 'connections.0.user', severity: 'warning' });
  const without = ['b', 'c'].map((job) => problem('CONNECTION_PASSWORD_MISSING', { what: `The job ${job}`, user: 'me' }, { field: 'connections.1.user' }));
  const unknown = problem('CONNECTION_NOT_THERE', { what: 'job x', present: 'y' }, { field: 'connections.2' });
  const { fields, others } = byField([...gone, clear, ...without, unknown]);
  expect([...fields.keys()]).toEqual(['ca_file', 'user']);
  expect(fields.get('ca_file')?.message).toBe('There is no ca.crt, which ca_file is to name.');
  expect(fields.get('user')).toMatchObject({ severity: 'error', message: 'The job b would sign in as me with no password. One more is like that.' });
  expect(others).toEqual([clear, unknown]);
});
