/** Every command line that the documents show is one that PromSeal takes. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseCommand } from '../../../electron/cli/parseCommand.ts';
import { checkout } from '../../guards/plantedTree.ts';

const documents = ['README.md', ...readdirSync(join(checkout, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

/** The words of each command in the shell blocks: comments cut off, pipes ended, lines that go on joined. */
function commandsOf(path: string): string[][] {
  const blocks = [...readFileSync(join(checkout, path), 'utf8').matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = '']) => text.replaceAll('\\\n', ' '));
  return blocks.flatMap((text) => text.split('\n')).flatMap((line) => {
    const [, command] = /^(?:\S+=\S+ )*(?:npm run --silent promseal --|promseal) ([^#|]*)/.exec(line.trim()) ?? [];
    return command === undefined ? [] : [(command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''))];
  });
}

const shown = documents.flatMap((path) => commandsOf(path).map((argv) => [path, argv] as const));

it('finds the commands of the README', () => {
  expect(shown.filter(([path]) => path === 'README.md').map(([, argv]) => argv[0])).toEqual(['plan', 'apply', 'probe', 'undo']);
});

it.each(shown)('%s: promseal %j', (_path, argv) => {
  expect(parseCommand(argv).command).toBe(argv[0]);
});
