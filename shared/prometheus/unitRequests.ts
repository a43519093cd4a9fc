/** Which servers the command of a unit asks, also from inside a shell script, and whether it fails with the request. */
import { clientRequests, type ClientRequest, type ClientSurroundings, type HttpClient } from './clientRequest.ts';
import type { CommandWord } from './commandOptions.ts';
import { shellCommands, type ShellCommand } from './shellScript.ts';

export interface UnitRequest extends ClientRequest {
  /** The command as a whole fails when this request does, or waits for it for ever. */
  readonly decides: boolean;
  /** Statuses that the script itself speaks of, and so expects. */
  readonly expects: readonly number[];
}

const fileName = (program: string): string => program.replace(/^.*\//, '');
const word = (text: string): CommandWord => ({ text, open: false });

/** Words of the shell that stand before a command. */
const keywords = new Set(['!', 'do', 'then', 'else', 'elif', 'if', 'until', 'while', 'exec', 'command', 'time']);

/** How many words of another program come before the command that it runs. Sources: timeout(1), env(1), nice(1). */
function wrapperLength(words: readonly CommandWord[]): number {
  const program = fileName(words[0]?.text ?? '');
  if (keywords.has(program) || /^[A-Za-z_]\w*=/.test(program)) return 1;
  const valued: Readonly<Record<string, RegExp>> = { timeout: /^-[ks]$/, nice: /^-n$/, env: /^-u$/ };
  const option = valued[program];
  if (option === undefined) return 0;
  let at = 1;
  while (words[at]?.text.startsWith('-') === true) at += option.test(words[at]?.text ?? '') ? 2 : 1;
  return program === 'timeout' ? at + 1 : at;
}

function unwrapped(words: readonly CommandWord[]): readonly CommandWord[] {
  const length = wrapperLength(words);
  return length === 0 || words.length === 0 ? words : unwrapped(words.slice(length));
}

function clientOf(program: CommandWord | undefined): HttpClient | null {
  const name = program === undefined || program.open ? '' : fileName(program.text);
  return name === 'curl' || name === 'wget' || name === 'promtool' ? name : null;
}

/** Whether a script fails with one of its commands. Where that is not plain to see, it is taken not to. */
function decidesIn(script: string, exitsAtOnce: boolean, { behind }: ShellCommand): boolean {
  if (/\|\||&(?!&)(?<!&&)|\b(?:if|case)\b|`|\$\(/.test(script.replace(/\d?>&\d?|&>/g, ''))) return false;
  if (behind.some((each) => each.startsWith('|'))) return false;
  if (/\bexit +[1-9]/.test(script)) return true;
  if (/\b(?:break|exit|return)\b/.test(script)) return false;
  if (/^\s*(?:until|while\s+!)\s/.test(script)) return true;
  if (/\b(?:for|while|until)\b/.test(script)) return false;
  const last = behind.every((each) => each === '&&' || each === '}');
  return last || (exitsAtOnce && behind.every((each) => each !== '&&'));
}

function scriptOf(words: readonly CommandWord[]): { script: string; exitsAtOnce: boolean } | null {
  if (!/^(?:ba|da|z|k)?sh$/.test(fileName(words[0]?.text ?? ''))) return null;
  const at = words.findIndex(({ text }, index) => index > 0 && /^-[a-z]*c$/.test(text));
  const before = words.slice(1, at + 1).map(({ text }) => text);
  const script = words[at + 1];
  return at === -1 || script === undefined || script.open ? null : { script: script.text, exitsAtOnce: before.some((text) => /^-[a-z]*e/.test(text)) || /^\s*set -[a-z]*e/.test(script.text) };
}

/** The variables that a script sets, for itself or for one command. */
const setIn = (script: string): string[] => [...script.matchAll(/(?:^|[\s;&|(])([A-Za-z_]\w*)=/g)].map(([, name = '']) => name);

function requestsOf(words: readonly CommandWord[], around: ClientSurroundings): ClientRequest[] {
  const [program, ...rest] = unwrapped(words);
  const client = clientOf(program);
  return client === null ? [] : clientRequests(client, rest, around);
}

/**
 * @param given program and arguments as systemd starts them
 * @returns nothing where it asks no server, or it is not understood whom and how
 */
export function unitRequests(given: readonly string[], around: ClientSurroundings): UnitRequest[] {
  const all = given.map(word);
  const set = all.slice(0, all.length - unwrapped(all).length).flatMap(({ text }) => /^([A-Za-z_]\w*)=/.exec(text)?.[1] ?? []);
  const within = { ...around, environment: [...around.environment, ...set] };
  const words = unwrapped(all);
  const shell = scriptOf(words);
  if (shell === null) return requestsOf(words, within).map((request) => ({ ...request, decides: true, expects: [] }));
  const { script, exitsAtOnce } = shell;
  const expects = [400, 401].filter((status) => script.includes(String(status)) || /\b4(?:xx|\d\\d|\.\.|\[0-9\])/i.test(script));
  const inside = { ...within, environment: [...within.environment, ...setIn(script)] };
  return shellCommands(script).flatMap((command) =>
    requestsOf(command.words, inside).map((request) => ({ ...request, decides: decidesIn(script, exitsAtOnce, command), expects })),
  );
}
