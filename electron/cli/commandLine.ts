/** The command line: runs one command over the same dispatcher as the window and tells the exit code. */
import { createClient } from '../../shared/contract/client.ts';
import type { Answers } from '../../shared/model/answers.ts';
import { parseVersion } from '../../shared/prometheus/versions.ts';
import { createProgram, type Program } from '../compose.ts';
import { growHeapSlowly, offThread } from '../rpc/offThread.ts';
import { toFailure } from '../rpc/toFailure.ts';
import { calledAs } from './calledAs.ts';
import { checkTarget } from './checkTarget.ts';
import { jsonFailure } from './jsonShapes.ts';
import { onlyOperand, parseCommand, wholeNumber, type Command, type CommandLine } from './parseCommand.ts';
import { failureLines } from './printReport.ts';
import { programVersion } from './programVersion.ts';
import { Stopped } from './stopped.ts';
import { systemTerminal, type Terminal } from './terminal.ts';
import { usageOf } from './usage.ts';
import { UsageError } from './usageError.ts';

export interface CommandLineOptions {
  /** Where the built page lies. */
  readonly rendererFolder: string;
  readonly terminal?: Terminal;
}

interface Run extends CommandLine {
  readonly program: Program;
  readonly terminal: Terminal;
  readonly rendererFolder: string;
}

const usageExit = 2;

async function runServe({ values, program, rendererFolder }: Run): Promise<number> {
  const port = wholeNumber(values.port, 0, { least: 0, most: 65535, name: 'port' });
  const { serve } = await import('../serve.ts');
  const dispatch = offThread(program.dispatch, program.context);
  return await serve({ port, open: values.open, dispatch, rendererFolder, onExit: () => program.close(), busy: () => program.busy() });
}

async function runWindow(run: Run): Promise<number> {
  const { openWindow } = await import('./openWindow.ts');
  return (await openWindow(run.terminal)) ?? (await runServe(run));
}

async function runChange({ command, operands, values, program, terminal }: Run): Promise<number> {
  const operand = onlyOperand(command, operands, command === 'plan' || command === 'apply' ? 'answers file' : 'folder of the setup');
  const client = createClient({ call: program.dispatch });
  if (command === 'undo' || command === 'recover') {
    const { putBackCommand } = await import('./putBackCommand.ts');
    const { force, json, verbose } = values;
    return await putBackCommand(operand, { kind: command, checkpoint: values.to, force, json, verbose }, client, terminal);
  }
  const { applyCommand, planCommand } = await import('./changeCommands.ts');
  return await (command === 'plan' ? planCommand : applyCommand)(operand, values, client, terminal);
}

/** K-27: who types `name:password`, as curl takes it, has put the password into every process list already. */
function userWithoutPassword(user: string | undefined): string | undefined {
  if (user?.includes(':') === true) throw new UsageError('--user takes a name without a password; use --password-file, or type it when asked');
  return user;
}

async function runProbe({ operands, values, program, terminal }: Run): Promise<number> {
  if (operands.length === 0) throw new UsageError('probe takes at least one URL');
  const timeoutSeconds = wholeNumber(values.timeout, 10, { least: 1, most: 120, name: 'timeout' });
  const user = userWithoutPassword(values.user);
  const { cacert, cert, key, insecure, json } = values;
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--cert and --key go together: the certificate and its private key');
  const named = { passwordFile: values['password-file'], serverName: values['server-name'] };
  if (user === undefined && named.passwordFile !== undefined) throw new UsageError('--password-file goes with --user');
  const { probeCommand } = await import('./probeCommand.ts');
  return await probeCommand(operands, { cacert, cert, key, user, insecure, json, timeoutSeconds, ...named }, createClient({ call: program.dispatch }), terminal);
}

/** A release as people write it: 2.53 is 2.53.0. */
function release(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const full = /^v?\d+\.\d+$/.test(text) ? `${text}.0` : text;
  if (parseVersion(full) === null) throw new UsageError('--prometheus-version takes a release, such as 2.53 or 3.5.0');
  return full;
}

async function runCheck({ command, operands, values, program, terminal }: Run): Promise<number> {
  const target = checkTarget(command, operands, values);
  const { json, verbose } = values;
  const client = createClient({ call: program.dispatch });
  if (command === 'check') {
    const version = release(values['prometheus-version']);
    const { checkCommand } = await import('./checkCommand.ts');
    return await checkCommand(target, { version, json, verbose }, client, terminal);
  }
  const { healCommand } = await import('./healCommand.ts');
  const { bundleAnswers } = await import('./bundleCommand.ts');
  const out = values.bundle;
  const stage = out === undefined ? null : (answers: Answers) => bundleAnswers(answers, { out, json }, program.context, terminal);
  return await healCommand(target, { json, verbose, yes: values.yes, dryRun: values['dry-run'], only: values.only ?? [], stage }, client, terminal);
}

async function runBundle({ command, operands, values, program, terminal }: Run): Promise<number> {
  const operand = onlyOperand(command, operands, 'answers file');
  const { out } = values;
  if (out === undefined) throw new UsageError('bundle needs --out FOLDER, a new folder to write into');
  const { bundleCommand } = await import('./bundleCommand.ts');
  return await bundleCommand(operand, { ...values, out }, program.context, terminal);
}

async function runExport({ operands, values, program, terminal }: Run): Promise<number> {
  const { exportCommand, exportKinds } = await import('./exportCommand.ts');
  const kind = exportKinds.find((each) => each === operands[0]);
  if (kind === undefined) throw new UsageError(`export takes ${exportKinds.join(' or ')}, and then the folder of the setup`);
  const folder = onlyOperand(`export ${kind}`, operands.slice(1), 'folder of the setup');
  return await exportCommand({ kind, folder, out: values.out, name: values.name }, createClient({ call: program.dispatch }), terminal);
}

function runHelp({ operands, terminal }: Run): Promise<number> {
  terminal.out(usageOf(operands[0]));
  return Promise.resolve(0);
}

function runVersion({ terminal }: Run): Promise<number> {
  terminal.out(`promseal ${programVersion}`);
  return Promise.resolve(0);
}

const runners: Readonly<Record<Command, (run: Run) => Promise<number>>> = {
  window: runWindow,
  serve: runServe,
  plan: runChange,
  apply: runChange,
  undo: runChange,
  recover: runChange,
  probe: runProbe,
  check: runCheck,
  heal: runCheck,
  bundle: runBundle,
  export: runExport,
  help: runHelp,
  version: runVersion,
};

function tellError(error: unknown, line: CommandLine | null, program: Program, terminal: Terminal): number {
  if (error instanceof UsageError) {
    const page = line === null || line.command === 'window' ? '' : `${line.command} `;
    terminal.err(`promseal: ${error.message}\n\nThis shows how it is used: ${calledAs()} ${page}--help`);
    return usageExit;
  }
  if (error instanceof Stopped) {
    terminal.err('Stopped. Nothing was changed.');
    return 1;
  }
  const failed = toFailure(error, program.context.log);
  if (line?.values.json === true) terminal.out(JSON.stringify(jsonFailure(failed)));
  else for (const line of failureLines(failed)) terminal.err(line);
  return 1;
}

/**
 * Runs one command line.
 * @returns the exit code, as the table in docs/command-line.md has it
 */
export async function runCommandLine(argv: readonly string[], { rendererFolder, terminal = systemTerminal }: CommandLineOptions): Promise<number> {
  growHeapSlowly();
  const program = createProgram();
  let line: CommandLine | null = null;
  try {
    line = parseCommand(argv);
    return await runners[line.command]({ ...line, program, terminal, rendererFolder });
  } catch (error) {
    return tellError(error, line, program, terminal);
  } finally {
    await program.close();
  }
}
