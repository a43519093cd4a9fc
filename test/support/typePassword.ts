/** Runs a shell command on a terminal of its own and types the password when it is asked for, as a person would. */
import { spawn } from 'node:child_process';

export interface Typed {
  readonly code: number;
  readonly output: string;
}

const program = String.raw`
import os, pty, select, sys, time
command, password = sys.argv[1], sys.stdin.buffer.read()
pid, terminal = pty.fork()
if pid == 0:
    os.execv('/bin/sh', ['sh', '-c', command])
output, typed, deadline = b'', False, time.time() + 20
while time.time() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if not ready:
        continue
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    output += piece
    if not typed and b'password' in output:
        time.sleep(0.05)
        os.write(terminal, password + b'\n')
        typed = True
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(output)
sys.exit(os.waitstatus_to_exitcode(status))
`;

/** @param password typed once, at the prompt; it never stands in an argument */
export async function typePassword(command: string, password: string): Promise<Typed> {
  const child = spawn('python3', ['-c', program, command], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(password);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? -1));
  });
  return { code, output };
}
