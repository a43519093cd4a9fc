/** The thread that answers the calls which `offThread` hands over, one program of its own with the same settings. */
import { parentPort, workerData } from 'node:worker_threads';
import { createProgram } from '../compose.ts';
import type { HandedCall, WorkerSettings } from './offThread.ts';

const program = createProgram(workerData as WorkerSettings);

parentPort?.on('message', (call: HandedCall) => {
  void program.dispatch(call.method, call.input, () => undefined).then((result) => parentPort?.postMessage({ id: call.id, result }));
});
