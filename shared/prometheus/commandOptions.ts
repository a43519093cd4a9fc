/** Takes the command line of a program with long and short options apart. Pure text. */

/** A word of a command, as the program gets it. */
export interface CommandWord {
  readonly text: string;
  /** Whether a shell puts something into it that is not known from here. */
  readonly open: boolean;
}

/** The options of a program: names of long ones without dashes, letters of short ones. */
export interface OptionTable {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  /** Short options by letter: the long one that it stands for, or the letter where it has none. */
  readonly short: Readonly<Record<string, string>>;
  /** Whether `--name=value` is understood. */
  readonly joins: boolean;
}

export interface GivenOption {
  readonly name: string;
  /** null for a flag. */
  readonly value: CommandWord | null;
}

export interface ReadCommand {
  readonly options: readonly GivenOption[];
  readonly operands: readonly CommandWord[];
}

const wordOf = (text: string, open = false): CommandWord => ({ text, open });

/** One word of options. @returns what it holds, and the option whose value is the next word; null for an unknown one */
function readWord({ text, open }: CommandWord, table: OptionTable): { options: GivenOption[]; wants: string | null } | null {
  if (text.startsWith('--')) {
    const [, name = '', joined] = /^--([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    if (table.values.has(name)) {
      if (joined === undefined) return open ? null : { options: [], wants: name };
      return table.joins ? { options: [{ name, value: wordOf(joined, open) }], wants: null } : null;
    }
    return table.flags.has(name) && joined === undefined && !open ? { options: [{ name, value: null }], wants: null } : null;
  }
  const options: GivenOption[] = [];
  for (let at = 1; at < text.length; at += 1) {
    const name = table.short[text[at] ?? ''];
    if (name === undefined) return null;
    if (table.values.has(name)) {
      const rest = text.slice(at + 1);
      if (rest !== '') return { options: [...options, { name, value: wordOf(rest, open) }], wants: null };
      return open ? null : { options, wants: name };
    }
    options.push({ name, value: null });
  }
  return open ? null : { options, wants: null };
}

/**
 * @param words behind the program
 * @returns null where an option is not in the table or not known from here: then nothing can be said of the others
 */
export function readOptions(words: readonly CommandWord[], table: OptionTable): ReadCommand | null {
  const options: GivenOption[] = [];
  const operands: CommandWord[] = [];
  let wants: string | null = null;
  let onlyOperands = false;
  for (const word of words) {
    if (wants !== null) {
      options.push({ name: wants, value: word });
      wants = null;
    } else if (!onlyOperands && word.text === '--') onlyOperands = true;
    else if (!onlyOperands && word.text.startsWith('-') && word.text !== '-') {
      const read = readWord(word, table);
      if (read === null) return null;
      options.push(...read.options);
      ({ wants } = read);
    } else operands.push(word);
  }
  // A word that a shell fills in may well be an option.
  return wants === null && !operands.some(({ text, open }) => open && !/^[A-Za-z0-9]/.test(text)) ? { options, operands } : null;
}
