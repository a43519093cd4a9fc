import { describe, expect, it } from 'vitest';
import { keptRequest } from '../../../renderer/app/checkRequest.ts';

describe('what the page remembers of a check', () => {
  it.each([
    { target: { kind: 'server', listen: '127.0.0.1:9090' } },
    { target: { kind: 'files', paths: ['/etc/prometheus/web.yml'] }, version: '2.53.0' },
  ])('is the request: %j', (request) => {
    expect(keptRequest(JSON.parse(JSON.stringify({ request })))).toEqual(request);
  });
  it.each([null, undefined, 7, { request: null }, { request: { target: { kind: 'elsewhere' } } }, { request: { target: { kind: 'folder', folder: '' } } }])('is nothing where it names nothing: %j', (state) => {
    expect(keptRequest(state)).toBeNull();
  });
});
