import { describe, expect, it } from 'vitest';
import { addedWords, newItems, splitItems } from '../../../renderer/components/chipParsing.ts';

describe('splitItems', () => {
  it('splits at spaces, line breaks, commas and semicolons, and keeps each once, in order', () => {
    expect(splitItems(' b.lan,a.lan;\r\n::1\t192.0.2.1 a.lan ,')).toEqual(['b.lan', 'a.lan', '::1', '192.0.2.1']);
  });

  it('finds nothing in nothing', () => {
    expect(splitItems(' ,; \n')).toEqual([]);
  });
});

describe('newItems', () => {
  it('leaves out what is there', () => {
    expect(newItems(['a', 'b', 'c'], ['b'])).toEqual(['a', 'c']);
  });
  it('leaves out what two spellings became', () => {
    expect(newItems(['a', 'a'], [])).toEqual(['a']);
  });
});

describe('what is said of entered items', () => {
  const bad = { code: 'NAME_HAS_SPACE', severity: 'error', message: 'A name has no space.' } as const;
  it('tells the added from the refused and from those that were there', () => {
    const entered = [{ text: 'a.lan' }, { text: 'b c', problem: bad }, { text: 'here.lan' }, { text: 'd.lan', problem: { ...bad, severity: 'warning' as const } }];
    expect(addedWords(entered, ['a.lan', 'b c', 'd.lan'])).toBe('Added a.lan, d.lan. b c is refused: A name has no space. There already: here.lan.');
  });
  it('never says of a refused one that it was added', () => {
    expect(addedWords([{ text: 'b c', problem: bad }], ['b c'])).not.toContain('Added');
  });
});
