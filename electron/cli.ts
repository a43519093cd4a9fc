/** The command line: parses the arguments, runs one command over the same dispatcher as the window, sets the exit code. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient } from '../shared/contract/client.ts';
import { failureLines } from './cli/printReport.ts';
import { systemTerminal, type Terminal } from './cli/terminal.ts';
import { usage } from './cli/usage.ts';
import { createProgram, type Program } from './compose.ts';
import { toFailure } from './rpc/toFailure.ts';

const options = {
  port: { type: 'string' },
  open: { type: 'boolean', default: false },
  dir: { type: 'string' },
  set: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  to: { type: 'string' },
  force: { type: 'boolean', default: false },
  cacert: { type: 'string' },
  user: { type: 'string' },
  'password-file': { type: 'string' },
  'server-name': { type: 'string' },
  insecure: { type: 'boolean', default: false },
  timeout: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

const usageExit = 2;
const here = dirname(fileURLToPath(import.meta.url));

/** Built, this file is dist/electron/cli.js; the page lies beside it in dist/renderer. */
const rendererFolder = import.meta.url.endsWith('.ts') ? join(here, '../dist/renderer') : join(here, '../renderer');

class UsageError extends Error {}

function whole(text: string | undefined, otherwise: number, least: number, most: number, name: string): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new UsageError(`--${name} takes a number from ${String(least)} to ${String(most)}`);
  return value;
}

function one(positionals: readonly string[], what: string): string {
  const [value, ...more] = positionals;
  if (value === undefined || more.length > 0) throw new UsageError(`this command takes one ${what}`);
  return value;
}

async function runServe(values: Values, program: Program): Promise<number> {
  const { serve } = await import('./serve.ts');
  const port = whole(values.port, 0, 0, 65535, 'port');
  return await serve({ port, open: values.open, dispatch: program.dispatch, rendererFolder, onExit: () => program.close(), busy: () => program.busy() });
}

async function runChange(command: string, rest: readonly string[], values: Values, program: Program, terminal: Terminal): Promise<number> {
  const { applyCommand, planCommand, putBackCommand } = await import('./cli/changeCommands.ts');
  const client = createClient({ call: program.dispatch });
  switch (command) {
    case 'plan':
      return await planCommand(one(rest, 'answers file'), values, client, terminal);
    case 'apply':
      return await applyCommand(one(rest, 'answers file'), values, client, terminal);
    case 'undo':
      return await putBackCommand(one(rest, 'folder'), { kind: 'undo', checkpoint: values.to, force: values.force }, values.json, client, terminal);
    default:
      return await putBackCommand(one(rest, 'folder'), { kind: 'recover', force: values.force }, values.json, client, terminal);
  }
}

async function runProbe(urls: readonly string[], values: Values, program: Program, terminal: Terminal): Promise<number> {
  if (urls.length === 0) throw new UsageError('probe takes at least one URL');
  const { probeCommand } = await import('./cli/probeCommand.ts');
  const { cacert, user, insecure, json } = values;
  const named = { passwordFile: values['password-file'], serverName: values['server-name'] };
  const timeoutSeconds = whole(values.timeout, 10, 1, 120, 'timeout');
  return await probeCommand(urls, { cacert, user, insecure, json, timeoutSeconds, ...named }, createClient({ call: program.dispatch }), terminal);
}

async function runExport(rest: readonly string[], program: Program, terminal: Terminal): Promise<number> {
  const { exportCommand, exportKinds } = await import('./cli/exportCommand.ts');
  const kind = exportKinds.find((each) => each === rest[0]);
  if (kind === undefined) throw new UsageError(`export takes one of ${exportKinds.join(', ')} and a folder`);
  return await exportCommand(kind, one(rest.slice(1), 'folder'), createClient({ call: program.dispatch }), terminal);
}

async function run(argv: readonly string[], program: Program, terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const [command, ...rest] = positionals;
  if (values.help || command === 'help') {
    terminal.out(usage);
    return 0;
  }
  switch (command) {
    case undefined: {
      const { openWindow } = await import('./cli/openWindow.ts');
      return (await openWindow(terminal)) ?? (await runServe(values, program));
    }
    case 'serve':
      return await runServe(values, program);
    case 'plan':
    case 'apply':
    case 'undo':
    case 'recover':
      return await runChange(command, rest, values, program, terminal);
    case 'probe':
      return await runProbe(rest, values, program, terminal);
    case 'export':
      return await runExport(rest, program, terminal);
    default:
      throw new UsageError(`there is no command ${command}`);
  }
}

/**
 * Runs one command line.
 * @returns the exit code, as the table in docs/command-line.md has it
 */
export async function main(argv: readonly string[], terminal: Terminal = systemTerminal): Promise<number> {
  const program = createProgram();
  try {
    return await run(argv, program, terminal);
  } catch (error) {
    const misused = error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    if (misused) {
      terminal.err(`promseal: ${error.message}\n\n${usage}`);
      return usageExit;
    }
    for (const line of failureLines(toFailure(error, program.context.log))) terminal.err(line);
    return 1;
  } finally {
    await program.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
