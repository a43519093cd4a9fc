/** Whether a server already does what its web.yml says. */
import type { ServerView } from './setupView.ts';

/** false where it does not run, or still answers without TLS or without asking for a password: it will from its next start on. */
export function servesAsWritten({ server, tls, asksPassword }: ServerView): boolean {
  if (!server.running) return false;
  if (server.served === null) return true;
  const status = server.served.statusWithoutPassword;
  const isPlainStill = tls === true && server.served.speaks === 'http';
  return !isPlainStill && !(asksPassword === true && status !== null && status < 400);
}
