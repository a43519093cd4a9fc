import { describe, expect, it } from 'vitest';
import { judgeCheck, type CheckObservation } from '../../../shared/doctor/judgeCheck.ts';

const answered = (status: number, over: { beginning?: string; series?: number | null } = {}): CheckObservation => ({
  kind: 'answered', status, beginning: '', series: null, ...over,
});
const refused = (reason: string): CheckObservation => ({ kind: 'refusedByClient', reason });
const failed = (kind: 'reset' | 'speaksTls' | 'refused' | 'timedOut'): CheckObservation => ({
  kind: 'failed', failure: { kind, stage: 'tcp', raw: 'words', progress: 'nothing' },
});
const unknownIssuer = refused('x509: certificate signed by unknown authority');
const wrongName = refused('x509: certificate is valid for a, not b');
const clear400 = answered(400, { beginning: 'Client sent an HTTP request to an HTTPS server.\n' });

type Id = Parameters<typeof judgeCheck>[0];

describe('judgeCheck', () => {
  it.each<[Id, CheckObservation, string]>([
    ['plainHttp', clear400, 'refused, as it should be: 400'],
    ['plainHttp', failed('reset'), 'refused, as it should be: connection closed without an answer'],
    ['plainHttp', failed('speaksTls'), 'refused, as it should be: not HTTP but TLS'],
    ['unknownIssuer', unknownIssuer, 'refused, as it should be: unknown issuer'],
    ['wrongName', wrongName, 'refused, as it should be: name not in certificate'],
    ['trusted', answered(401), 'certificate accepted: 401'],
    ['trusted', answered(200), 'certificate accepted: 200'],
    ['skipVerify', answered(401), '401: it would accept any server'],
    ['noPassword', answered(401), 'refused, as it should be: 401'],
    ['wrongPassword', answered(401), 'refused, as it should be: 401'],
    ['lifecycleNeedsPassword', answered(401), 'refused, as it should be: 401'],
    ['adminNeedsPassword', answered(401), 'refused, as it should be: 401'],
    ['rightPassword', answered(200, { series: 812 }), 'let in: 200, 812 series'],
    ['ready', answered(200), 'ready: 200'],
  ])('%s holds', (id, seen, observed) => {
    expect(judgeCheck(id, seen)).toMatchObject({ ok: true, observed });
  });

  it.each<[Id, CheckObservation, string]>([
    ['plainHttp', answered(200), 'answered in clear: 200'],
    ['plainHttp', answered(401), 'answered in clear: 401'],
    ['plainHttp', answered(400, { beginning: 'Bad Request' }), 'answered in clear: 400'],
    ['plainHttp', failed('refused'), 'nothing listens there'],
    ['plainHttp', failed('timedOut'), 'no answer in time'],
    ['unknownIssuer', answered(401), 'let in: 401'],
    ['unknownIssuer', wrongName, 'refused, but for another reason: name not in certificate'],
    ['wrongName', unknownIssuer, 'refused, but for another reason: unknown issuer'],
    ['wrongName', failed('refused'), 'nothing listens there'],
    ['trusted', unknownIssuer, 'refused by the client: unknown issuer'],
    ['trusted', answered(500), 'another answer: 500'],
    ['noPassword', answered(200, { series: 3 }), 'let in: 200'],
    ['wrongPassword', answered(200), 'let in: 200'],
    ['wrongPassword', failed('timedOut'), 'no answer in time'],
    ['rightPassword', answered(401), 'refused: 401'],
    ['rightPassword', answered(200), '200, but what came is not metrics'],
    ['lifecycleNeedsPassword', answered(403), 'another answer: 403'],
    ['adminNeedsPassword', answered(400), 'another answer: 400'],
    ['ready', answered(503), 'another answer: 503'],
    ['noPassword', { kind: 'foreign' }, 'another server answers: its certificate is not ours'],
    ['wrongName', { kind: 'foreign' }, 'another server answers: its certificate is not ours'],
  ])('%s does not hold', (id, seen, observed) => {
    expect(judgeCheck(id, seen)).toMatchObject({ ok: false, observed });
  });
});
