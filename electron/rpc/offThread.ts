/**
 * Calls that read and judge whole configurations, answered in a thread of their own: a file of 40,000 jobs takes
 * seconds, and the face must answer meanwhile. Calls that change something stay on the main thread, where there is
 * one lock and one run.
 */
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Method } from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/errors/failure.ts';
import type { ProgramContext } from '../programContext.ts';
import type { Dispatch } from './dispatch.ts';
import { toFailure } from './toFailure.ts';

/** Of the context, what can be handed to another thread. */
export type WorkerSettings = Pick<ProgramContext, 'rehearsalCommand' | 'settingsFolder'>;

export interface HandedCall {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

interface Answer {
  readonly id: number;
  readonly result: Result<unknown>;
}

/** They tell nothing on the way and change nothing. */
const handedOver: readonly string[] = ['host.inspect', 'plan.create', 'bundle.plan', 'setup.check'] satisfies Method[];

/** The source runs as TypeScript, the bundle has the worker beside it. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './dispatchWorker.ts' : './dispatchWorker.js', import.meta.url);

/** Half of what V8 takes by itself; most of what reading a file makes lives no longer than a moment. */
const youngMegabytes = 48;

/**
 * V8 would let a heap grow to several times what is in use before it looks for garbage; with this, reading 10 MB of
 * YAML stays within 900 MiB. For threads and programs that are started from now on.
 */
export function growHeapSlowly(): void {
  setFlagsFromString('--heap-growing-percent=30');
}

/** @returns a dispatcher that hands some calls to a thread, started with the first of them, and keeps the others */
export function offThread(dispatch: Dispatch, { rehearsalCommand, settingsFolder, log }: ProgramContext): Dispatch {
  const waiting = new Map<number, { resolve: (result: Result<unknown>) => void }>();
  let worker: Worker | null = null;
  let next = 0;

  const start = (): Worker => {
    growHeapSlowly();
    const started = new Worker(workerFile, { resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes }, workerData: { rehearsalCommand, settingsFolder } satisfies WorkerSettings });
    started.on('message', ({ id, result }: Answer) => {
      waiting.get(id)?.resolve(result);
      waiting.delete(id);
      // An idle thread must not keep the program alive.
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error: Error) => {
      worker = null;
      for (const { resolve } of waiting.values()) resolve({ ok: false, failure: toFailure(error, log) });
      waiting.clear();
    });
    return started;
  };

  return async (method, input, onEvent) => {
    if (!handedOver.includes(method)) return await dispatch(method, input, onEvent);
    worker ??= start();
    const thread = worker;
    const id = next++;
    thread.ref();
    return await new Promise((resolve) => {
      waiting.set(id, { resolve });
      thread.postMessage({ id, method, input } satisfies HandedCall);
    });
  };
}
