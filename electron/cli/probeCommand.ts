/** promseal probe: one connection after the other, each told in full. */
import type { Client } from '../../shared/contract/client.ts';
import { fullPath } from '../host/fullPath.ts';
import { readText } from '../host/readFiles.ts';
import { jsonProbe, jsonProbeFailure } from './jsonShapes.ts';
import { failureLines, probeLines } from './printReport.ts';
import type { Terminal } from './terminal.ts';

export interface ProbeOptions {
  cacert?: string | undefined;
  /** Client certificate and key, both or none. */
  cert?: string | undefined;
  key?: string | undefined;
  user?: string | undefined;
  passwordFile?: string | undefined;
  serverName?: string | undefined;
  insecure: boolean;
  json: boolean;
  timeoutSeconds: number;
}

async function password(options: ProbeOptions, terminal: Terminal): Promise<string | undefined> {
  if (options.user === undefined) return undefined;
  if (options.passwordFile !== undefined) return readText(fullPath(options.passwordFile), 4096).replace(/\r?\n$/, '');
  return terminal.interactive ? await terminal.askSecret(`Password for ${options.user}: `) : undefined;
}

/** @returns exit code: 0 when every connection is well, 1 when one is not, 2 for what is no address */
export async function probeCommand(urls: readonly string[], options: ProbeOptions, client: Client, terminal: Terminal): Promise<number> {
  const secret = await password(options, terminal);
  let code = 0;
  for (const url of urls) {
    const probed = await client['probe.run']({
      url,
      insecure: options.insecure,
      deadlineMs: options.timeoutSeconds * 1000,
      ...(options.cacert === undefined ? {} : { caFile: fullPath(options.cacert) }),
      ...(options.cert === undefined ? {} : { certFile: fullPath(options.cert) }),
      ...(options.key === undefined ? {} : { keyFile: fullPath(options.key) }),
      ...(options.serverName === undefined ? {} : { serverName: options.serverName }),
      ...(options.user === undefined ? {} : { user: options.user }),
      ...(secret === undefined ? {} : { password: secret }),
    });
    if (!probed.ok && probed.failure.code === 'PROBE_URL_UNUSABLE') code = 2;
    else if (!probed.ok || !probed.value.ok) code = Math.max(code, 1);
    if (options.json) terminal.out(JSON.stringify(probed.ok ? jsonProbe(probed.value) : jsonProbeFailure(url, probed.failure)));
    else for (const line of probed.ok ? probeLines(probed.value) : failureLines(probed.failure)) terminal.out(line);
  }
  return code;
}
