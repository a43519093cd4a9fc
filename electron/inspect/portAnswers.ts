/** Whether a port takes connections. */
import { connect } from 'node:net';

const deadlineMs = 1000;

/** Where to knock for a listen address: one that stands for every address is reached on this machine's own. */
export function reachableHost(host: string): string {
  if (host === '' || host === '0.0.0.0' || host === '*') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** Whether something takes TCP connections there, within a second. */
export async function portAnswers(host: string, port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host: reachableHost(host), port });
    const timer = setTimeout(() => settle(false), deadlineMs);
    const settle = (answer: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
