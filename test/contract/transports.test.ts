/** One suite for every transport: what a caller sees must not depend on the face. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type Client } from '../../shared/contract/client.ts';
import { contract, type Method } from '../../shared/contract/contract.ts';
import type { AnswersInput } from '../../shared/model/answers.ts';
import { maxInputBytes } from '../../shared/contract/limits.ts';
import { createDispatch, type Handlers } from '../../electron/rpc/dispatch.ts';
import { WizardError } from '../../electron/wizardError.ts';
import { transports, type Opened } from './transports.ts';

const secret = 'correct horse battery staple';

let handled: { method: string; input: unknown }[] = [];
let logged: string[] = [];
let saved: unknown;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A handler for each method this suite calls; all others fail the test that reaches them. */
function testHandlers(): Handlers {
  const some: Partial<Handlers> = {
    'host.listDirectory': ({ path }) => {
      const listing = { path, parent: null, exists: true, isFolder: true, writable: true, entries: [], failure: null };
      return { ...listing, leaked: secret } as typeof listing;
    },
    'release.download': async ({ version, into }, onEvent) => {
      for (let done = 1; done <= 5; done += 1) {
        onEvent({ done, total: 5, text: version });
        await pause(Number(into));
      }
      return { path: `/${version}`, version, promtool: null, from: 'download' };
    },
    'apply.cancel': () => {
      throw new WizardError('BUSY', { since: '10:00', pid: 7 }, { fix: { kind: 'retry', label: 'Try again' } });
    },
    'release.cancel': () => {
      throw new Error(`unexpected: ${secret}`);
    },
    'settings.save': ({ settings }) => {
      saved = settings;
      return {};
    },
    'bundle.write': ({ folder }) => {
      const file = { path: '/etc/prometheus/web.yml', mode: 0o640, owner: 'root', group: 'prometheus', staged: secret };
      return { folder, script: `${folder}/install.sh`, dryRun: 'sudo sh x --dry-run', install: 'sudo sh x', undo: 'sudo sh x --undo', files: [file] };
    },
    'settings.load': () => saved as never,
  };
  const table = Object.keys(contract).map((method) => {
    const handler = some[method as Method] as ((input: never, onEvent: never) => unknown) | undefined;
    const counted = (input: never, onEvent: never): unknown => {
      handled.push({ method, input });
      if (handler === undefined) throw new Error(`${method} is not for this test`);
      return handler(input, onEvent);
    };
    return [method, counted] as const;
  });
  return Object.fromEntries(table) as unknown as Handlers;
}

describe.each(transports)('$name', ({ open, hasLimit }) => {
  let opened: Opened;
  let client: Client;

  beforeEach(async () => {
    handled = [];
    logged = [];
    opened = await open(createDispatch(testHandlers(), (ref, error) => void logged.push(`${ref} ${String(error)}`)));
    client = createClient(opened.transport);
  });
  afterEach(() => opened.close());

  it('gives the result of a call', async () => {
    const result = await client['host.listDirectory']({ path: '/etc/prométheus/ünïcödé' });
    expect(result).toMatchObject({ ok: true, value: { path: '/etc/prométheus/ünïcödé', entries: [] } });
    expect(handled).toEqual([{ method: 'host.listDirectory', input: { path: '/etc/prométheus/ünïcödé' } }]);
  });

  it('gives a typed failure with its hint and its fix', async () => {
    expect(await client['apply.cancel']({})).toEqual({
      ok: false,
      failure: {
        code: 'BUSY',
        message: 'Another change is being applied, since 10:00 by process 7.',
        hint: 'Wait until it has finished, or cancel it where it was started.',
        fix: { kind: 'retry', label: 'Try again' },
      },
    });
  });

  it('hands on events in order and all of them before the result', async () => {
    const told: number[] = [];
    const result = await client['release.download']({ version: '3.5.0', into: '0' }, ({ done }) => void told.push(done));
    expect(told).toEqual([1, 2, 3, 4, 5]);
    expect(result).toMatchObject({ ok: true, value: { path: '/3.5.0' } });
  });

  it('does not mix the events of calls that run at once', async () => {
    const told: Record<string, string[]> = {};
    const one = (version: string): Promise<unknown> =>
      client['release.download']({ version, into: '3' }, ({ text, done }) => void (told[version] ??= []).push(`${text}/${String(done)}`));
    await Promise.all(['a', 'b', 'c', 'd'].map(one));
    for (const version of ['a', 'b', 'c', 'd']) expect(told[version]).toEqual([1, 2, 3, 4, 5].map((n) => `${version}/${String(n)}`));
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'host.inspect ', '', 'HOST.INSPECT', 'plan/../apply'])(
    'knows no method %j',
    async (method) => {
      const result = await opened.transport.call(method, {}, () => undefined);
      expect(result).toMatchObject({ ok: false, failure: { code: 'METHOD_UNKNOWN' } });
      expect(handled).toEqual([]);
    },
  );

  it('lets no field out that the contract does not have', async () => {
    const result = await client['host.listDirectory']({ path: '/x' });
    expect(result.ok).toBe(true);
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(result).not.toHaveProperty('value.leaked');
  });

  it('tells of a bundle where it is and what it writes, and nothing of what is in it', async () => {
    const answers: AnswersInput = { version: 1, folder: '/etc/prometheus', server: { kind: 'files' }, names: ['localhost'], certificate: { source: 'none' } };
    const result = await client['bundle.write']({ answers, digest: 'd', secrets: { passwords: { admin: 'x' } }, folder: '/home/me/bundle' });
    expect(result).toMatchObject({ ok: true, value: { script: '/home/me/bundle/install.sh', files: [{ path: '/etc/prometheus/web.yml', mode: 0o640 }] } });
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(await opened.transport.call('bundle.write', { answers, digest: 'd', secrets: {} }, () => undefined)).toMatchObject({ ok: false, failure: { problems: [{ field: 'folder' }] } });
  });

  it.each([{ path: '/x', extra: 1 }, JSON.parse('{"path":"/x","__proto__":{"admin":true}}') as object, { path: 5 }, {}, null, [], 'text'])(
    'refuses the input %j before the handler',
    async (input) => {
      const result = await opened.transport.call('host.listDirectory', input, () => undefined);
      expect(result).toMatchObject({ ok: false, failure: { code: 'INPUT_INVALID' } });
      expect(handled).toEqual([]);
    },
  );

  it('names each field that is wrong', async () => {
    const result = await opened.transport.call('process.log', { folder: 7, from: -1 }, () => undefined);
    expect(result).toMatchObject({
      failure: { problems: [{ code: 'ANSWER_INVALID', field: 'folder' }, { code: 'ANSWER_INVALID', field: 'from' }] },
    });
  });

  it('tells an unexpected error by reference only', async () => {
    const result = await client['release.cancel']({});
    expect(result).toMatchObject({ ok: false, failure: { code: 'INTERNAL' } });
    expect(JSON.stringify(result)).not.toContain(secret);
    const ref = result.ok ? '' : (result.failure.ref ?? '');
    expect(logged).toEqual([`${ref} Error: unexpected: ${secret}`]);
  });

  it('carries a long input of wide characters there and back', async () => {
    const recentFolders = Array.from({ length: 12 }, (_, index) => `/${String(index)}€𝄞`.repeat(600));
    const settings = { theme: 'dark' as const, releaseHost: 'https://example.test', recentFolders, draft: null };
    expect(await client['settings.save']({ settings })).toEqual({ ok: true, value: {} });
    expect(await client['settings.load']({})).toEqual({ ok: true, value: settings });
  });

  it('judges an input just under the limit by its schema', async () => {
    const result = await opened.transport.call('host.listDirectory', { path: 'x'.repeat(maxInputBytes - 100) }, () => undefined);
    expect(result).toMatchObject({ ok: false, failure: { code: 'INPUT_INVALID' } });
  });

  it('refuses an input over the limit, where there is one before its schema is asked', async () => {
    const result = await opened.transport.call('host.listDirectory', { path: 'x'.repeat(maxInputBytes) }, () => undefined);
    expect(result).toMatchObject({ ok: false, failure: { code: hasLimit ? 'REQUEST_TOO_LARGE' : 'INPUT_INVALID' } });
    expect(handled).toEqual([]);
  });
});

describe('a transport that breaks', () => {
  it('shows as CONNECTION_LOST', async () => {
    const client = createClient({ call: () => Promise.reject(new Error('gone')) });
    expect(await client['apply.status']({})).toMatchObject({ ok: false, failure: { code: 'CONNECTION_LOST' } });
  });
});
