import { expect, it } from 'vitest';
import { fold } from '../../../electron/cli/fold.ts';

it('breaks between words and indents what follows', () => {
  expect(fold('one two three four', 9, '  ')).toEqual(['one two', '  three', '  four']);
});

it('leaves a word whole that is longer than a line', () => {
  expect(fold('see /srv/prometheus/web.yml now', 10, ' ')).toEqual(['see', ' /srv/prometheus/web.yml', ' now']);
});

it('breaks nothing where there is no edge', () => {
  expect(fold('one two three', Infinity, '  ')).toEqual(['one two three']);
});
