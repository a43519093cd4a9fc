import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../electron/cli/parseCommand.ts';
import { commandHelp, usage, usageOf, type CommandHelp } from '../../../electron/cli/usage.ts';

const commands: readonly (readonly [string, CommandHelp])[] = Object.entries(commandHelp);

describe.each(commands)('the help of %s', (command, { options }) => {
  it('names only options that the command takes', () => {
    for (const [option] of options) {
      const [name = '', value] = option.split(' ');
      expect(() => parseCommand([command, name, ...(value === undefined ? [] : ['1'])])).not.toThrow();
    }
  });

  it('fits a terminal of 80 columns, as a page and in the list', () => {
    expect(usageOf(command).split('\n').filter((line) => line.length > 80 && !line.startsWith('Example: '))).toEqual([]);
    expect(usage).toContain(`promseal ${command}`);
  });
});

it('of nothing, and of what is no command, is the list', () => {
  expect([usageOf(undefined), usageOf('frobnicate'), usageOf('constructor')]).toEqual([usage, usage, usage]);
  expect(usage.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
