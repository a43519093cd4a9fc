/** Whether a port that would not speak TLS answers plain HTTP: the question carries no credentials and no path of ours. */
import { sendRequest } from '../host/httpRequest.ts';
import { openConnection } from '../host/network.ts';

/** @returns true for any HTTP answer within the signal's time */
export async function speaksClearHttp(to: { host: string; port: number; authority: string }, signal: AbortSignal): Promise<boolean> {
  const opened = await openConnection({ host: to.host, port: to.port, serverName: null }, signal);
  if (!opened.ok) return false;
  const answered = await sendRequest(opened.connection, { method: 'GET', path: '/', host: to.authority }, signal);
  opened.connection.close();
  return answered.ok;
}
