/** Command lines of unit files: systemd.service(5), "Command lines", and systemd.exec(5), EnvironmentFile=. Pure text. */

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Reads one escape at a backslash. @returns the text it stands for and how many characters it takes */
function readEscape(text: string, at: number): { text: string; length: number } {
  const hex = /^\\x([0-9a-fA-F]{2})/.exec(text.slice(at, at + 4));
  if (hex !== null) return { text: String.fromCharCode(Number.parseInt(hex[1] ?? '', 16)), length: 4 };
  const next = text[at + 1] ?? '';
  return { text: escapes[next] ?? next, length: 2 };
}

export interface UnitWord {
  readonly text: string;
  /** Whether any part of it stood in quotes. */
  readonly quoted: boolean;
}

/** Splits at blanks; quotes join, a backslash escapes. An open quote reaches to the end. */
export function splitWords(line: string): UnitWord[] {
  const words: UnitWord[] = [];
  let word: string | null = null;
  let quote = '';
  let quoted = false;
  const close = (): void => {
    if (word !== null) words.push({ text: word, quoted });
    word = null;
    quoted = false;
  };
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\') {
      const escape = readEscape(line, at);
      word = (word ?? '') + escape.text;
      at += escape.length - 1;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      quoted = true;
      word ??= '';
    } else if (/\s/.test(character)) close();
    else word = (word ?? '') + character;
  }
  close();
  return words;
}

/** Replaces `$NAME` as a word of its own by its words, `${NAME}` anywhere by its text, `$$` by a dollar. */
function expandWord({ text, quoted }: UnitWord, environment: ReadonlyMap<string, string>): string[] {
  const alone = /^\$([A-Za-z_]\w*)$/.exec(text);
  if (alone !== null && !quoted) return splitWords(environment.get(alone[1] ?? '') ?? '').map((word) => word.text);
  return [text.replace(/\$\$|\$\{([A-Za-z_]\w*)\}/g, (place, name?: string) => (name === undefined ? place.slice(1) : (environment.get(name) ?? '')))];
}

/** Replaces the specifiers that a Prometheus unit uses (systemd.unit(5), "Specifiers"); others stay. */
function expandSpecifiers(text: string, unit: string): string {
  const stem = unit.replace(/\.service$/, '');
  const [prefix = '', instance = ''] = stem.includes('@') ? [stem.slice(0, stem.indexOf('@')), stem.slice(stem.indexOf('@') + 1)] : [stem];
  const values: Readonly<Record<string, string>> = { n: unit, N: stem, p: prefix, i: instance, I: instance, '%': '%' };
  return text.replace(/%([nNpiI%])/g, (_, letter: string) => values[letter] ?? '');
}

/** One command line as systemd would start it. */
export interface ExecCommand {
  /** Program and arguments; the prefixes @ - : + ! are taken off. */
  readonly words: readonly string[];
  /** The prefix `-`: its failure counts as success. */
  readonly mayFail: boolean;
}

function commandOf([first, ...rest]: readonly UnitWord[], unit: string, environment: ReadonlyMap<string, string>): ExecCommand {
  if (first === undefined) return { words: [], mayFail: false };
  const prefix = /^[@\-:+!]*/.exec(first.text)?.[0] ?? '';
  const plain = (word: UnitWord): UnitWord => ({ ...word, text: expandSpecifiers(word.text, unit) });
  // With @ the second word is only what the program is told to be called; with : nothing is expanded.
  const given = (prefix.includes('@') ? rest.slice(1) : rest).map(plain);
  const words = given.flatMap((word) => (prefix.includes(':') ? [word.text] : expandWord(word, environment)));
  return { words: [plain(first).text.slice(prefix.length), ...words], mayFail: prefix.includes('-') };
}

/**
 * The commands of one line: a semicolon by itself parts them, each with prefixes of its own.
 * @param value of ExecStart=, ExecStartPost= and the like
 * @param unit its name, for specifiers
 */
export function readExecCommands(value: string, unit: string, environment: ReadonlyMap<string, string>): ExecCommand[] {
  const commands: UnitWord[][] = [[]];
  for (const word of splitWords(value)) {
    if (word.text === ';' && !word.quoted) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands.map((words) => commandOf(words, unit, environment)).filter(({ words }) => words.length > 0);
}

/**
 * @param execStart the value of ExecStart=
 * @param unit its name, for specifiers
 * @returns program and arguments as systemd would start them; the prefixes @ - : + ! are taken off
 */
export function readExecStart(execStart: string, unit: string, environment: ReadonlyMap<string, string>): string[] {
  return [...commandOf(splitWords(execStart), unit, environment).words];
}

/** NAME=VALUE lines of an environment file; quotes may reach over lines, `#` and `;` begin comments. */
export function readEnvironmentFile(text: string): Map<string, string> {
  const values = new Map<string, string>();
  const assignment = /^[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*((?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\[\s\S]|[^\n"'\\])*)$/gm;
  for (const [, name = '', raw = ''] of text.matchAll(assignment)) {
    const parts = raw.trim().matchAll(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\\n|\\([\s\S])|([^"'\\]+)/g);
    const value = [...parts].map(([, double, single, escaped, plain]) => {
      // Inside double quotes a backslash is taken away before these alone: systemd.exec(5).
      if (double !== undefined) return double.replace(/\\\n/g, '').replace(/\\(["\\`$])/g, '$1');
      return single ?? escaped ?? plain ?? '';
    });
    values.set(name, value.join(''));
  }
  return values;
}
