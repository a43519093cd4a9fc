/**
 * One call of the browser face on a folder, in a process of its own so that its memory can be told. Prints one line of
 * JSON. Arguments: `plan` or `check`, and the folder.
 */
import { createProgram } from '../../electron/compose.ts';
import { offThread } from '../../electron/rpc/offThread.ts';
import { Answers } from '../../shared/model/answers.ts';

export interface HugeRun {
  readonly ok: boolean;
  /** Lines of the preview, or findings. */
  readonly count: number;
  /** Of the processor, all threads, in seconds; and as a clock has it. */
  readonly cpuSeconds: number;
  readonly seconds: number;
  /** The longest time that the main thread was busy in one go, in milliseconds of its processor. */
  readonly longestTurnMs: number;
  readonly residentMiB: number;
}

const [what = '', folder = ''] = process.argv.slice(2);
const program = createProgram({ settingsFolder: folder });
const dispatch = offThread(program.dispatch, program.context);
const answers = Answers.parse({
  version: 1, folder, server: { kind: 'files' }, certificate: { source: 'none' }, scrape: { edit: false },
  connections: [{ job: 'job-00007', scheme: 'https' }],
});
const call = (method: string, input: unknown): Promise<unknown> => dispatch(method, input, () => undefined);

// The thread is there before the page asks for anything large.
await call('host.inspect', { answers: { ...answers, folder: `${folder}/none` } });

const used = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
let longest = 0;
let last = used();
setInterval(() => {
  longest = Math.max(longest, used() - last);
  last = used();
}, 2).unref();
const begun = performance.now();
const cpu = process.cpuUsage();
const result = (await call(...((what === 'plan' ? ['plan.create', { answers }] : ['setup.check', { target: { kind: 'folder', folder, offline: true } }]) as [string, unknown]))) as {
  ok: boolean;
  value?: { diffs?: { lines: unknown[] }[]; findings?: unknown[] };
};
const { user, system } = process.cpuUsage(cpu);
const run: HugeRun = {
  ok: result.ok,
  count: result.value?.diffs?.[0]?.lines.length ?? result.value?.findings?.length ?? -1,
  cpuSeconds: (user + system) / 1e6,
  seconds: (performance.now() - begun) / 1000,
  longestTurnMs: longest,
  residentMiB: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(run)}\n`);
process.exit(0);
