/**
 * The proof against every Prometheus on this machine and against the rehearsal: the same cells for the same set-up,
 * and each shown curl command, typed as shown, comes to the same verdict.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChecks, type ProofContext } from '../../electron/probe/proofGrid.ts';
import { waitForTargets } from '../../electron/probe/probeTargets.ts';
import type { Check } from '../../shared/model/plan.ts';
import type { CheckResult } from '../../shared/model/report.ts';
import { planChecks } from '../../shared/plan/planChecks.ts';
import { endpointFor } from '../support/endpointFor.ts';
import { freePort, prometheusLines, startPrometheus, startRehearsal, type RunningServer } from '../support/realPrometheus.ts';
import { describeUnless, missingTools } from '../support/requireTool.ts';
import { sealedFolder, selfScrapeText, type SealedFolder } from '../support/sealedFolder.ts';
import { typePassword } from '../support/typePassword.ts';

const password = 'gehéim "$1';
const flags = ['--web.enable-lifecycle', '--web.enable-admin-api'];
const lines = prometheusLines();

/** What is set up, and what the proof is told to expect: on an open server it must turn red. */
const situations = [
  { name: 'TLS only', tls: true, users: false, expectTls: true, expectUsers: false },
  { name: 'users only', tls: false, users: true, expectTls: false, expectUsers: true },
  { name: 'TLS and users', tls: true, users: true, expectTls: true, expectUsers: true },
  { name: 'nothing, though both were wanted', tls: false, users: false, expectTls: true, expectUsers: true },
  { name: 'TLS, though users were wanted too', tls: true, users: false, expectTls: true, expectUsers: true },
] as const;

interface Proven {
  readonly checks: readonly CheckResult[];
  readonly ms: number;
}

async function prove(situation: (typeof situations)[number], server: RunningServer, folder: SealedFolder): Promise<Proven> {
  const { expectTls: tls, expectUsers } = situation;
  const endpoint = endpointFor(server.port, { tls, users: expectUsers ? ['alice'] : [], caFile: tls ? folder.pair.certPath : null });
  const now = Date.now();
  const credentials = expectUsers ? { user: 'alice', password } : null;
  const caPem = tls ? folder.pair.certPem : null;
  const expectedLeafSha256 = tls ? folder.pair.sha256 : null;
  const access = { endpoint, caPem, expectedLeafSha256, credentials, now, deadlineMs: 5000 };
  const targets = situation.expectTls === situation.tls
    ? await waitForTargets(access, { job: 'prometheus', expectedJobs: ['prometheus'], since: 0, deadlineMs: 15_000 })
    : [];
  const context: ProofContext = { endpoint, caPem, expectedLeafSha256, passwords: { alice: password }, now, deadlineMs: 5000, selfTargets: async () => targets };
  const checks = planChecks(endpoint, expectUsers ? ['alice'] : [], flags, { selfJob: 'prometheus', clients: { required: false, verified: false } });
  const started = performance.now();
  return { checks: await runChecks(checks, context), ms: performance.now() - started };
}

/** Sample counts differ from server to server; everything else must not. */
function cell({ id, ok, title, expected, observed, provesNothing }: CheckResult): object {
  return { id, ok, title, expected, provesNothing, observed: observed.replace(/\d+ series/, 'N series') };
}

describe.each(situations)('a server with $name', (situation) => {
  const folders: SealedFolder[] = [];
  const proven = new Map<string, Proven>();
  const servers = new Map<string, RunningServer>();

  beforeAll(async () => {
    const starts = [...lines.map(({ line, prometheus }) => [line, prometheus] as const), ['rehearsal', null] as const];
    for (const [name, binary] of starts) {
      const folder = sealedFolder({ tls: situation.tls, users: situation.users ? { alice: password } : {} });
      folders.push(folder);
      const port = await freePort();
      const user = situation.users ? { name: 'alice', password } : null;
      writeFileSync(join(folder.path, 'prometheus.yml'), selfScrapeText(port, situation.tls, user));
      const options = { folder: folder.path, webConfig: 'web.yml', port, args: [...flags] };
      servers.set(name, binary === null ? await startRehearsal(options) : await startPrometheus({ ...options, binary }));
    }
    // All wait for their first scrape at the same time, then each is proven on its own.
    const names = [...servers.keys()];
    await Promise.all(names.map(async (name, index) => {
      const [server, folder] = [servers.get(name), folders[index]];
      if (server === undefined || folder === undefined) throw new Error(`${name} did not start`);
      proven.set(name, await prove(situation, server, folder));
    }));
  }, 120_000);

  afterAll(async () => {
    for (const server of servers.values()) await server.stop();
    for (const { path } of folders) rmSync(path, { recursive: true });
  });

  it.each(lines)('shows the same cells on Prometheus $line and on the rehearsal', ({ line }) => {
    expect(proven.get('rehearsal')?.checks.map(cell)).toEqual(proven.get(line)?.checks.map(cell));
  });

  it('is proven where it is as wanted, and turns red where it is not', () => {
    const wanted = situation.tls === situation.expectTls && situation.users === situation.expectUsers;
    for (const { checks } of proven.values()) {
      expect(checks.filter(({ ok }) => !ok).map(({ id, observed }) => `${id}: ${observed}`).length > 0).toBe(!wanted);
    }
  });

  it('takes less than 3 s', () => {
    for (const { ms } of proven.values()) expect(ms).toBeLessThan(3000);
  });

  describeUnless(missingTools(['curl', 'python3']), 'the shown curl commands', () => {
    it.each(['rehearsal', ...lines.slice(-1).map(({ line }) => line)])('come to the same verdict on %s', async (name) => {
      for (const check of proven.get(name)?.checks ?? []) {
        if (check.curl === null || check.id === 'targetsKept' || check.id === 'repaired') continue;
        const typed = await typePassword(check.curl, check.id === 'rightPassword' ? password : 'something-else');
        expect({ id: check.id, ok: curlVerdict(check.id, typed), curl: check.curl, typed }).toMatchObject({ ok: check.ok });
        expect(check.curl).not.toContain(password);
      }
    });
  });
});

/** What a person reads from curl: the status it printed, or its refusal of the certificate (exit code 60). */
function curlVerdict(id: Check['id'], { code, output }: { code: number; output: string }): boolean {
  const status = code === 0 ? Number(output.trim().slice(-3)) : null;
  switch (id) {
    case 'unknownIssuer':
    case 'wrongName':
      return code === 60;
    case 'plainHttp':
      return status === 400;
    case 'trusted':
    case 'skipVerify':
      return status === 200 || status === 401;
    case 'rightPassword':
    case 'ready':
      return status === 200;
    default:
      return status === 401;
  }
}
