import { describe, expect, it } from 'vitest';
import { passwordFile } from '../../../shared/plan/passwordFile.ts';

describe('passwordFile', () => {
  it.each(['prometheus', 'alice.b', 'user-2', '0x'])('is named after %s', (user) => {
    expect(passwordFile('/srv', user)).toBe(`/srv/${user}.password`);
  });

  it.each(['../etc/passwd', '/etc/shadow', 'a/b', 'a\\b', '.hidden', '-rf', 'con', 'ädmin', 'a b', '..', '🔑', 'x'.repeat(64) + 'y'])(
    'stays in the folder for %j (K-32)',
    (user) => {
      expect(passwordFile('/srv', user)).toMatch(/^\/srv\/[a-z0-9][a-z0-9-]*-[0-9a-f]{8}\.password$/);
    },
  );

  it('tells apart what some file systems do not', () => {
    expect(passwordFile('/srv', 'Alice').toLowerCase()).not.toBe(passwordFile('/srv', 'alice').toLowerCase());
    expect(passwordFile('/srv', 'a/b')).not.toBe(passwordFile('/srv', 'a b'));
  });
});
