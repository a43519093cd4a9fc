/**
 * `npm test`: gets what the tests need, builds, checks, runs every test, and ends with one line of counts.
 * The build, each check and the search for processes left behind count as one test each.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endLeftover, findLeftovers } from './findLeftovers.ts';
import { installTestTools } from './installTestTools.ts';
import { projectRoot } from './projectRoot.ts';
import { addTallies, tallyLine, type Tally } from './tally.ts';

const programs = join(projectRoot, 'node_modules/.bin');
const summaryReporter = join(projectRoot, 'scripts/summaryReporter.ts');
/** Time that servers get to end after their test, in milliseconds. */
const endingMs = 3_000;

const sessions: number[] = [];
const folder = mkdtempSync(join(tmpdir(), 'promseal-test-'));
// Tests that run a program as another account let it make files here, as in any temporary folder.
chmodSync(folder, 0o1777);
const summaryFile = join(folder, 'summary.json');

/** Runs one step in a session of its own, so that what it starts can be told from everything else. */
function step(program: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(program, args, {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PATH: `${programs}:${process.env['PATH'] ?? ''}`,
      TMPDIR: folder,
      PROMSEAL_TEST_SUMMARY: summaryFile,
      // Every system call, where a quick run takes those that change something.
      PROMSEAL_ALL_FAULTS: '1',
    },
  });
  if (child.pid !== undefined) sessions.push(child.pid);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stdout.write(`${program}: ${error.message}\n`);
      resolve(false);
    });
    child.on('exit', (code) => {
      resolve(code === 0);
    });
  });
}

async function gate(name: string, program: string, args: readonly string[]): Promise<Tally> {
  process.stdout.write(`\n== ${name}\n`);
  const ok = await step(program, args);
  return { passed: ok ? 1 : 0, failed: ok ? [] : [name], skipped: [] };
}

const npmGate = (script: string): Promise<Tally> => gate(script, 'npm', ['run', '--silent', script]);

/** Runs all tests; a run that ends without a summary counts as one failure. */
async function runTests(): Promise<Tally> {
  process.stdout.write('\n== tests\n');
  const ok = await step('vitest', ['run', '--reporter=default', `--reporter=${summaryReporter}`]);
  try {
    const tally = JSON.parse(readFileSync(summaryFile, 'utf8')) as Tally;
    if (!ok && tally.failed.length === 0) tally.failed.push('vitest failed without naming a test');
    return tally;
  } catch {
    return { passed: 0, failed: ['vitest ended without a summary'], skipped: [] };
  }
}

/** Looks for what was left running, ends it by its id, and counts it as a failure. */
async function endWhatIsLeft(): Promise<Tally> {
  const deadline = Date.now() + endingMs;
  let left = findLeftovers(sessions, folder);
  while (left.length > 0 && Date.now() < deadline) {
    await wait(100);
    left = findLeftovers(sessions, folder);
  }
  for (const leftover of left) endLeftover(leftover);
  const failed = left.map(({ pid, command }) => `process ${String(pid)} was left running: ${command}`);
  return { passed: left.length === 0 ? 1 : 0, failed, skipped: [] };
}

async function testAll(): Promise<number> {
  installTestTools();
  if (!(await step('node', [join(projectRoot, 'scripts/fetchPrometheus.ts')]))) {
    process.stdout.write('Not every Prometheus line could be fetched; tests that need one are skipped.\n');
  }
  const total = addTallies([
    await npmGate('build'),
    await npmGate('typecheck'),
    await npmGate('lint'),
    await npmGate('boundaries'),
    await runTests(),
    await endWhatIsLeft(),
  ]);
  for (const name of total.skipped) process.stdout.write(`skipped: ${name}\n`);
  for (const name of total.failed) process.stdout.write(`failed: ${name}\n`);
  process.stdout.write(`${tallyLine(total)}\n`);
  return total.failed.length === 0 ? 0 : 1;
}

function interrupted(): never {
  for (const leftover of findLeftovers(sessions, folder)) endLeftover(leftover);
  rmSync(folder, { recursive: true, force: true });
  process.exit(130);
}

process.on('SIGINT', interrupted);
process.on('SIGTERM', interrupted);
try {
  process.exitCode = await testAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
