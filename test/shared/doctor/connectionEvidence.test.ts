import { describe, expect, it } from 'vitest';
import { refusesPlainHttp } from '../../../shared/doctor/connectionEvidence.ts';

describe('refusesPlainHttp', () => {
  it.each([
    'Client sent an HTTP request to an HTTPS server.\n',
    '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head>',
    "Reason: You're speaking plain HTTP to an SSL-enabled server port.",
  ])('knows %s', (beginning) => {
    expect(refusesPlainHttp({ status: 400, beginning })).toBe(true);
  });

  it('does not take any 400 for it', () => {
    expect(refusesPlainHttp({ status: 400, beginning: 'Bad Request' })).toBe(false);
    expect(refusesPlainHttp({ status: 200, beginning: 'Client sent an HTTP request to an HTTPS server.\n' })).toBe(false);
  });
});
