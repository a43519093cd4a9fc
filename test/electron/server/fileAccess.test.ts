/**
 * L-12: a page that has the token can ask for the operations of the contract and for nothing else. Whatever path it
 * names, in whichever operation, no answer holds what is in the file, and the file stays as it is.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgram } from '../../../electron/compose.ts';
import type { Input, Method } from '../../../shared/contract/contract.ts';
import type { AnswersInput } from '../../../shared/model/answers.ts';
import { sendRaw, startLoopback, type RunningServer } from '../../support/loopbackServer.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { pictureOf, tempTree } from '../../support/tempTree.ts';

type Uses = { readonly [M in Method]: ((path: string) => Input<M>[]) | null };

function answers(change: Partial<AnswersInput> = {}): AnswersInput {
  return { version: 1, folder, server: { kind: 'rehearsal', listen: '127.0.0.1:9' }, names: ['localhost'], certificate: { source: 'self_signed' }, users: [{ name: 'alice', generate: true }], ...change };
}

/** Answers with the path in each place that takes one. */
const answersNaming = (path: string): AnswersInput[] => [
  answers({ folder: path }),
  answers({ config_file: path }),
  answers({ web_config_file: path }),
  answers({ server: { kind: 'binary', binary: path, listen: '127.0.0.1:9' } }),
  answers({ certificate: { source: 'keep', ca_file: path } }),
  answers({ users: [{ name: 'alice', password_file: path }] }),
];

/** Of a server that a bundle is for. */
const answersOfTheirs = (path: string): AnswersInput[] => answersNaming(path).map((each) => (each.server.kind === 'rehearsal' ? { ...each, server: { kind: 'files' } } : each));

/** Each operation that takes a path, with the path in every place; null for one that takes none. */
const uses: Uses = {
  'host.discover': null,
  'host.inspect': (path) => answersNaming(path).map((each) => ({ answers: each })),
  'host.listDirectory': (path) => [{ path }],
  'host.checkBinary': (path) => [{ path }],
  'host.openSetup': (path) => [{ folder: path }],
  'certificate.read': (path) => [{ path }],
  'setup.check': (path) => [{ target: { kind: 'files', paths: [path] } }, { target: { kind: 'folder', folder: join(path, '..') } }, { target: { kind: 'unit', unit: path.slice(-64) } }],
  'plan.create': (path) => answersNaming(path).map((each) => ({ answers: each })),
  'plan.apply': (path) => answersNaming(path).map((each) => ({ answers: each, digest: 'of another plan', secrets: {} })),
  'bundle.plan': (path) => answersOfTheirs(path).map((each) => ({ answers: each })),
  'bundle.write': (path) => [
    ...answersOfTheirs(path).map((each) => ({ answers: each, digest: 'of another plan', secrets: {}, folder: join(folder, 'bundle') })),
    ...[path, join(path, 'below'), join(path, '..')].map((into) => ({ answers: answers({ server: { kind: 'files' } }), digest: '', secrets: {}, folder: into })),
  ],
  'apply.status': null,
  'apply.cancel': null,
  'apply.undo': (path) => [{ folder: path, force: true }, { folder, checkpoint: path.slice(-32) }],
  'apply.recover': (path) => [{ folder: path, force: true }],
  // It looks as proof.targets does, and then waits for a server that is not there.
  'proof.run': null,
  'proof.targets': (path) => answersNaming(path).map((each) => ({ answers: each })),
  'process.log': (path) => [{ folder: path, from: 0 }],
  'release.download': (path) => [{ version: '3.5.0/../..', into: path }],
  'release.cancel': null,
  'probe.run': (path) => [{ url: 'https://127.0.0.1:9/', caFile: path }, { url: `file://${path}` }],
  'settings.load': null,
  'settings.save': null,
};

let running: RunningServer;
let token = '';
/** A folder that PromSeal may work in, beside the one that is somebody's own. */
let folder = '';
let theirs = '';

async function post(target: string, body: unknown): Promise<string> {
  const headers = {
    Host: `127.0.0.1:${String(running.port)}`,
    Origin: running.origin,
    'Content-Type': 'application/json',
    'X-PromSeal-Nonce': 'n'.repeat(22),
    ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
  };
  return (await sendRaw(running.port, { method: 'POST', target, headers, body: JSON.stringify(body) })).body;
}

beforeEach(async () => {
  const root = tempTree();
  folder = join(root, 'setup');
  theirs = join(root, 'private');
  for (const each of [folder, theirs]) mkdirSync(each, { mode: 0o700 });
  const program = createProgram({ settingsFolder: join(root, 'settings'), log: () => undefined });
  running = await startLoopback(program.dispatch);
  token = '';
  token = (JSON.parse(await post('/session', { key: running.server.key })) as { token: string }).token;
});
afterEach(() => running.close());

const marker = 'marker-of-a-secret';
const files: Readonly<Record<string, () => string>> = {
  'plain text': () => `first line\n${marker}\n`,
  'an account list': () => `root:x:0:0:${marker}:/root:/bin/sh\n`,
  'shell settings': () => `export TOKEN=${marker}\n`,
  'YAML of another program': () => `token: ${marker}\nnested:\n  password: "${marker}"\n`,
  'YAML that is broken': () => `a: [${marker}\n  b: {${marker}\n`,
  'JSON': () => `{"auths": {"registry.example": {"auth": "${marker}"}}}\n`,
  'a certificate with its key': () => {
    const { certPem, keyPem } = selfSigned(theirs, 'pair');
    return `${certPem}\n# ${marker}\n${keyPem}`;
  },
};

const methods = (Object.keys(uses) as Method[]).filter((method) => uses[method] !== null);

describe.each(methods)('%s', (method) => {
  it.each(Object.entries(files))('gives away nothing of %s, and changes nothing', async (_what, content) => {
    const path = join(theirs, 'file');
    const text = content();
    writeFileSync(path, text, { mode: 0o600 });
    const before = pictureOf(theirs);
    const keyLines = text.split('PRIVATE KEY-----')[1]?.split('\n').filter((line) => /^[\w+/=]{40,}$/.test(line)) ?? [];
    for (const input of uses[method]?.(path) ?? []) {
      const body = await post(`/rpc/${method}`, input);
      expect(body).toMatch(/"ok":(true|false)/);
      for (const secret of [marker, ...keyLines]) expect(body, JSON.stringify(input)).not.toContain(secret);
    }
    expect(pictureOf(theirs)).toEqual(before);
  });
});

it.each(['file.read', 'fs.readFile', 'host.exec', 'constructor', '__proto__', '../settings.load'])('knows no operation %s', async (method) => {
  expect(await post(`/rpc/${method}`, { path: '/etc/hostname' })).toContain('METHOD_UNKNOWN');
});
