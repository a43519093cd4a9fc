import { describe, expect, it } from 'vitest';
import { jobPassword, userHashes } from '../../../shared/prometheus/configSecrets.ts';

describe('userHashes', () => {
  it('gives the hash of each user', () => {
    expect([...userHashes('basic_auth_users:\n  alice: $2y$10$a\n  "a:b": "$2b$10$b" # old\n')]).toEqual([
      ['alice', '$2y$10$a'],
      ['a:b', '$2b$10$b'],
    ]);
  });
  it('reads the first document only, and merged maps, as go-yaml does', () => {
    expect(userHashes('base: &b\n  x: h1\nbasic_auth_users:\n  <<: *b\n  y: h2\n---\nbasic_auth_users: {z: h3}\n').get('x')).toBe('h1');
    expect(userHashes('basic_auth_users: {a: h}\n---\nbasic_auth_users: {z: h3}\n').has('z')).toBe(false);
  });
  it.each(['', 'basic_auth_users:', 'basic_auth_users: [a]', 'a: [', '{{ template }}'])('has none for %j', (text) => {
    expect(userHashes(text).size).toBe(0);
  });
});

describe('jobPassword', () => {
  const text = 'scrape_configs:\n  - job_name: a\n  - job_name: b\n    basic_auth: {username: u, password: "p w"}\n';
  it('gives the inline password of the job at that place', () => {
    expect(jobPassword(text, 1)).toBe('p w');
  });
  it.each([0, 2, -1])('gives none for job %i', (index) => {
    expect(jobPassword(text, index)).toBeNull();
  });
});
