/** Which options each command takes. An option of another command is refused, so that none is ignored in silence. */
import { parseArgs } from 'node:util';
import { closest } from './closest.ts';
import { commandHelp } from './usage.ts';
import { UsageError } from './usageError.ts';

const options = {
  port: { type: 'string' },
  open: { type: 'boolean', default: false },
  dir: { type: 'string' },
  set: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  verbose: { type: 'boolean', short: 'v', default: false },
  to: { type: 'string' },
  force: { type: 'boolean', default: false },
  cacert: { type: 'string' },
  user: { type: 'string' },
  'password-file': { type: 'string' },
  'server-name': { type: 'string' },
  insecure: { type: 'boolean', default: false },
  timeout: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  listen: { type: 'string' },
  unit: { type: 'string' },
  offline: { type: 'boolean', default: false },
  'prometheus-version': { type: 'string' },
  only: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', default: false },
  bundle: { type: 'string' },
  out: { type: 'string' },
  name: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

export type OptionValues = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

/** Without a command the window opens, or the browser face in its place. */
const commands = {
  window: ['port', 'open'],
  serve: ['port', 'open'],
  plan: ['dir', 'set', 'json'],
  apply: ['dir', 'set', 'json', 'yes', 'verbose'],
  undo: ['to', 'force', 'json', 'verbose'],
  recover: ['force', 'json', 'verbose'],
  check: ['listen', 'unit', 'offline', 'prometheus-version', 'json', 'verbose'],
  heal: ['listen', 'unit', 'only', 'dry-run', 'bundle', 'yes', 'json', 'verbose'],
  bundle: ['out', 'dir', 'set', 'json'],
  probe: ['cacert', 'user', 'password-file', 'cert', 'key', 'server-name', 'insecure', 'timeout', 'json'],
  export: ['out', 'name'],
  help: [],
  version: [],
} as const satisfies Record<string, readonly (keyof typeof options)[]>;

export type Command = keyof typeof commands;

export interface CommandLine {
  readonly command: Command;
  readonly operands: readonly string[];
  readonly values: OptionValues;
}

const isCommand = (name: string): name is Command => Object.hasOwn(commands, name) && name !== 'window';

const guess = (typed: string, words: readonly string[], before = ''): string => {
  const found = closest(typed, words);
  return found === null ? '' : `; did you mean ${before}${found}?`;
};

/** Node names the option in its message, never its value, which might be a password. */
function optionProblem(message: string): string {
  const option = /'(?:-\w, )?(--?[^'\s=]*)/.exec(message)?.[1] ?? '';
  if (message.startsWith('Unknown option')) return `there is no option ${option}${guess(option.replace(/^-+/, ''), Object.keys(options), '--')}`;
  return message.includes('does not take an argument') ? `${option} takes no value` : `${option} needs a value after it`;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new UsageError(optionProblem(error instanceof Error ? error.message : String(error)));
  }
}

function noSuchCommand(name: string): UsageError {
  if (/\.ya?ml$/i.test(name)) return new UsageError(`${name} is no command; an answers file goes behind plan or apply`);
  return new UsageError(`there is no command ${name}${guess(name, Object.keys(commandHelp))}`);
}

/** @throws UsageError for an unknown command or option, and for one that the command does not take */
export function parseCommand(argv: readonly string[]): CommandLine {
  const { values, positionals, tokens } = parse(argv);
  const [name, ...operands] = positionals;
  if (values.help) return { command: 'help', operands: positionals, values };
  if (values.version) return { command: 'version', operands, values };
  const command = name ?? 'window';
  if (name !== undefined && !isCommand(name)) throw noSuchCommand(name);
  const taken: readonly string[] = commands[command as Command];
  const foreign = tokens.find((token) => token.kind === 'option' && !taken.includes(token.name));
  if (foreign?.kind === 'option') throw new UsageError(`${name ?? 'promseal without a command'} takes no ${foreign.rawName}`);
  return { command: command as Command, operands, values };
}

/** @throws UsageError for what is not a whole number in the range */
export function wholeNumber(text: string | undefined, otherwise: number, range: { least: number; most: number; name: string }): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  const { least, most, name } = range;
  if (!/^\d+$/.test(text) || value < least || value > most) throw new UsageError(`--${name} takes a whole number from ${least} to ${most}`);
  return value;
}

/** @throws UsageError unless there is exactly one operand */
export function onlyOperand(command: string, operands: readonly string[], what: string): string {
  const [value, ...more] = operands;
  if (value === undefined || value === '') throw new UsageError(`${command} needs the ${what} behind it`);
  if (more.length > 0) throw new UsageError(`${command} takes one ${what}, and ${operands.length} were given`);
  return value;
}
