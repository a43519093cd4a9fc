import { describe, expect, it } from 'vitest';
import { readEnvironmentFile, readExecCommands, readExecStart, splitWords } from '../../../electron/inspect/unitCommand.ts';

const words = (line: string): string[] => splitWords(line).map(({ text }) => text);
const none = new Map<string, string>();

describe('splitWords', () => {
  it.each<[string, string[]]>([
    ['/usr/bin/prometheus --a=b  --c', ['/usr/bin/prometheus', '--a=b', '--c']],
    [`--a="b c" 'd e' f"g h"i`, ['--a=b c', 'd e', 'fg hi']],
    [String.raw`a\ b "c\"d" \x41 \n`, ['a b', 'c"d', 'A', '\n']],
    [`"" ''`, ['', '']],
    [`"open to the end`, ['open to the end']],
    ['', []],
  ])('%s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });
});

describe('readExecStart', () => {
  const environment = new Map([['ARGS', `--web.config.file=/etc/w.yml --x="a b"`], ['DIR', '/data dir']]);

  it.each<[string, string[]]>([
    ['/usr/bin/prometheus $ARGS', ['/usr/bin/prometheus', '--web.config.file=/etc/w.yml', '--x=a b']],
    ['/p --d=${DIR} $$HOME "$ARGS" $NONE ${NONE}', ['/p', '--d=/data dir', '$HOME', '$ARGS', '']],
    ['-/p a', ['/p', 'a']],
    ['@/p called a', ['/p', 'a']],
    [':/p $ARGS', ['/p', '$ARGS']],
    ['+!/p a', ['/p', 'a']],
    ['/p --i=%i --n=%n --p=%p --percent=%%', ['/p', '--i=main', '--n=prometheus@main.service', '--p=prometheus', '--percent=%']],
    ['', []],
  ])('%s', (line, expected) => {
    expect(readExecStart(line, 'prometheus@main.service', environment)).toEqual(expected);
  });

  it('does not expand what a value brings in', () => {
    expect(readExecStart('/p $A', 'p.service', new Map([['A', '$B %n']]))).toEqual(['/p', '$B', '%n']);
    expect(readExecStart('/p ${A}', 'p.service', none)).toEqual(['/p', '']);
  });
});

describe('readExecCommands', () => {
  it.each<[string, { words: string[]; mayFail: boolean }[]]>([
    ['/bin/a x', [{ words: ['/bin/a', 'x'], mayFail: false }]],
    ['-/bin/a x ; +-/bin/b ; /bin/c', [{ words: ['/bin/a', 'x'], mayFail: true }, { words: ['/bin/b'], mayFail: true }, { words: ['/bin/c'], mayFail: false }]],
    ["/bin/sh -c 'a; b ; c' ;", [{ words: ['/bin/sh', '-c', 'a; b ; c'], mayFail: false }]],
    ['@/bin/a name %n %%{x} ${V}', [{ words: ['/bin/a', 'u.service', '%{x}', 'v'], mayFail: false }]],
    ['', []],
  ])('%s', (value, expected) => {
    expect(readExecCommands(value, 'u.service', new Map([['V', 'v']]))).toEqual(expected);
  });
});

describe('readEnvironmentFile', () => {
  it('reads what Debian ships and what people make of it', () => {
    const text = [
      '# ARGS="--commented=1"',
      '; also',
      'ARGS="--web.config.file=/etc/prometheus/web.yml --x=\\"y z\\""',
      "SINGLE='a \"b\" $c'",
      'PLAIN=a b  ',
      'EMPTY=',
      'JOINED=a\\\nb',
      'LONG="one \\\ntwo"',
      'export X=1',
      'MIXED=a"b c"d',
    ].join('\n');
    expect(Object.fromEntries(readEnvironmentFile(text))).toEqual({
      ARGS: '--web.config.file=/etc/prometheus/web.yml --x="y z"',
      SINGLE: 'a "b" $c',
      PLAIN: 'a b',
      EMPTY: '',
      JOINED: 'ab',
      LONG: 'one two',
      MIXED: 'ab cd',
    });
  });

  it('takes linear time', () => {
    const started = performance.now();
    readEnvironmentFile(`A="${'\\"'.repeat(50_000)}`);
    readEnvironmentFile('A=x\\'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
