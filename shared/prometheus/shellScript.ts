/** Takes the script of `sh -c` apart into its simple commands, as far as a health check needs it. Pure text. */
import type { CommandWord } from './commandOptions.ts';

export interface ShellCommand {
  readonly words: readonly CommandWord[];
  /** Operators behind it up to the end of the script, such as `&&`, `;` or `|`. */
  readonly behind: readonly string[];
  /** The operator before it; empty at the beginning. */
  readonly before: string;
}

interface Token {
  readonly word: CommandWord | null;
  readonly operator: string;
}

const operator = /^(?:&&|\|\||;;|[;&|\n(){}])/;
const redirection = /^\d*(?:>>|>&|<&|&>|[<>])[ \t]*(?:&?[^\s;&|()<>'"]+|'[^']*'|"[^"]*")?/;

/** The end of `$(…)` that begins at the parenthesis; the end of the text for one that is left open. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

interface Piece {
  readonly text: string;
  readonly open: boolean;
  readonly length: number;
}

/** What begins with a dollar or a backquote: the shell puts it in. */
function openPiece(text: string, at: number): Piece | null {
  const rest = text.slice(at);
  if (rest.startsWith('$(')) return { text: '', open: true, length: closing(text, at + 1) - at };
  const found = /^(?:`[^`]*`?|\$\{[^}]*\}?|\$[A-Za-z_]\w*|\$[0-9@*#?$!-])/.exec(rest);
  return found === null ? null : { text: '', open: true, length: found[0].length };
}

function doubleQuoted(text: string, from: number): Piece {
  let word = '';
  let open = false;
  let at = from + 1;
  while (at < text.length && text[at] !== '"') {
    const piece = openPiece(text, at);
    const escaped = piece === null && text[at] === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '');
    word += piece?.text ?? text[at + (escaped ? 1 : 0)] ?? '';
    open ||= piece !== null;
    at += piece?.length ?? (escaped ? 2 : 1);
  }
  return { text: word, open, length: at + 1 - from };
}

function pieceAt(text: string, at: number): Piece {
  const character = text[at] ?? '';
  if (character === '"') return doubleQuoted(text, at);
  if (character === "'") {
    const end = text.indexOf("'", at + 1);
    const until = end === -1 ? text.length : end;
    return { text: text.slice(at + 1, until), open: false, length: until + 1 - at };
  }
  if (character === '\\') return { text: text[at + 1] === '\n' ? '' : (text[at + 1] ?? ''), open: false, length: 2 };
  return openPiece(text, at) ?? { text: character, open: false, length: 1 };
}

function tokensOf(script: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const rest = script.slice(at);
    const skipped = /^(?:[ \t\r]+|#[^\n]*)/.exec(rest)?.[0] ?? redirection.exec(rest)?.[0];
    const found = operator.exec(rest)?.[0];
    if (skipped !== undefined) at += skipped.length;
    else if (found !== undefined) {
      tokens.push({ word: null, operator: found });
      at += found.length;
    } else {
      let word: CommandWord = { text: '', open: false };
      while (at < script.length && !/[\s;&|()<>]/.test(script[at] ?? '')) {
        const piece = pieceAt(script, at);
        word = { text: word.text + piece.text, open: word.open || piece.open };
        at += piece.length;
      }
      tokens.push({ word, operator: '' });
    }
  }
  return tokens;
}

/** Scripts inside `$(…)` and backquotes. */
function innerScripts(script: string): string[] {
  const found: string[] = [];
  for (let at = script.indexOf('$('); at !== -1; at = script.indexOf('$(', at + 2)) found.push(script.slice(at + 2, closing(script, at + 1) - 1));
  return [...found, ...[...script.matchAll(/`([^`]*)`/g)].map(([, inner = '']) => inner)];
}

/** @returns its simple commands in order, those of substitutions last with `|` behind them, as their output is read */
export function shellCommands(script: string): ShellCommand[] {
  const commands: { words: CommandWord[]; before: string }[] = [{ words: [], before: '' }];
  for (const { word, operator: found } of tokensOf(script)) {
    if (word === null) commands.push({ words: [], before: found });
    else commands.at(-1)?.words.push(word);
  }
  const own = commands.map(({ words, before }, index) => ({ words, before, behind: commands.slice(index + 1).map((next) => next.before) }));
  const inner = innerScripts(script).flatMap((each) => shellCommands(each)).map((command) => ({ ...command, behind: [...command.behind, '|'] }));
  return [...own.filter(({ words }) => words.length > 0), ...inner];
}
