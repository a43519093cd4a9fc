/** Which TCP ports are listened on, and by whom, from /proc: proc(5) net/tcp and proc_pid_fd(5). */
import { endianness } from 'node:os';
import { join } from 'node:path';
import { formatAddress } from '../../shared/pki/ipAddress.ts';
import { linkText } from '../host/statFiles.ts';
import { entriesOf, textOr } from './readQuietly.ts';

export interface ListeningSocket {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly inode: string;
}

const listenState = '0A';

/** The address as the kernel prints it: words of 32 bits in the order of the machine, each in hexadecimal. */
function readHost(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  return formatAddress(endianness() === 'LE' ? bytes.swap32() : bytes);
}

function readTable(text: string): ListeningSocket[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [host = '', port = ''] = (fields[1] ?? '').split(':');
    if (fields[3] !== listenState || !/^(?:[0-9A-F]{8}|[0-9A-F]{32})$/.test(host)) return [];
    return [{ host: readHost(host), port: Number.parseInt(port, 16), inode: fields[9] ?? '' }];
  });
}

/** Every listening TCP socket of this network namespace; none where there is no /proc. */
export function listeningSockets(proc: string): ListeningSocket[] {
  return ['tcp', 'tcp6'].flatMap((table) => readTable(textOr(join(proc, 'net', table))));
}

/** Inodes of the sockets that a process holds; null when this user may not know. */
export function socketsOf(proc: string, pid: number): Set<string> | null {
  const folder = join(proc, String(pid), 'fd');
  const names = entriesOf(folder).map(({ name }) => name);
  const links = names.map((name) => linkText(join(folder, name)));
  if (names.length === 0 || links.every((link) => link === null)) return null;
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link ?? '')?.[1] ?? []));
}
