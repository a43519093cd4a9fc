import { describe, expect, it } from 'vitest';
import { onlyOperand, parseCommand, wholeNumber } from '../../../electron/cli/parseCommand.ts';
import { UsageError } from '../../../electron/cli/usageError.ts';

const commandOf = (...argv: string[]): string => parseCommand(argv).command;

describe('parseCommand', () => {
  it.each([
    [[], 'window'],
    [['--port', '0'], 'window'],
    [['serve', '--open'], 'serve'],
    [['plan', 'a.yml', '--json'], 'plan'],
    [['--json', 'apply', 'a.yml'], 'apply'],
    [['undo', 'dir', '--to', '000001'], 'undo'],
    [['recover', 'dir', '--force'], 'recover'],
    [['probe', 'https://localhost'], 'probe'],
    [['export', 'nginx', 'dir'], 'export'],
    [['help'], 'help'],
    [['version'], 'version'],
    [['apply', '--help'], 'help'],
    [['-h'], 'help'],
    [['--version'], 'version'],
  ])('%j is %s', (argv, command) => {
    expect(commandOf(...argv)).toBe(command);
  });

  it('keeps operands and values apart', () => {
    const { operands, values } = parseCommand(['plan', 'a.yml', '--set', 'certificate.days=90', '--set=users=[]']);
    expect(operands).toEqual(['a.yml']);
    expect(values.set).toEqual(['certificate.days=90', 'users=[]']);
  });

  it.each([
    [['frobnicate'], 'there is no command frobnicate'],
    [['window'], 'there is no command window'],
    [['constructor'], 'there is no command constructor'],
    [['plan', '--cacert', 'ca.pem', 'a.yml'], 'plan takes no --cacert'],
    [['apply', 'a.yml', '--to', '1'], 'apply takes no --to'],
    [['probe', 'https://localhost', '--yes'], 'probe takes no --yes'],
    [['recover', 'dir', '--to', '000001'], 'recover takes no --to'],
    [['--json'], 'promseal without a command takes no --json'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseCommand(argv)).toThrow(new UsageError(message));
  });

  it.each([[['apply', 'a.yml', '--password', 'hunter2']], [['apply', '--password=hunter2']], [['probe', '--pass=hunter2', 'x']], [['probe', '-p', 'hunter2']]])(
    'takes no password, and does not repeat it: %j',
    (argv) => {
      expect(() => parseCommand(argv)).toThrow(UsageError);
      expect(() => parseCommand(argv)).not.toThrow(/hunter2/);
    },
  );
});

describe('wholeNumber', () => {
  const range = { least: 1, most: 120, name: 'timeout' };

  it('is the default when nothing is given', () => {
    expect(wholeNumber(undefined, 10, range)).toBe(10);
  });

  it.each(['1', '120'])('takes %s', (text) => {
    expect(wholeNumber(text, 10, range)).toBe(Number(text));
  });

  it.each(['0', '121', '', ' 5', '1e1', '0x5', '-1', '1.5', 'ten'])('refuses %j', (text) => {
    expect(() => wholeNumber(text, 10, range)).toThrow('--timeout takes a whole number from 1 to 120');
  });
});

describe('onlyOperand', () => {
  it('gives the one there is', () => {
    expect(onlyOperand('undo', ['a'], 'folder')).toBe('a');
  });

  it.each([
    [[], 'undo needs the folder behind it'],
    [[''], 'undo needs the folder behind it'],
    [['a', 'b'], 'undo takes one folder, and 2 were given'],
  ])('refuses %j', (operands, words) => {
    expect(() => onlyOperand('undo', operands, 'folder')).toThrow(new UsageError(words));
  });
});
