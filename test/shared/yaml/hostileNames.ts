/** Names that some YAML writer or reader gets wrong: the table of K-30. */
export const hostileNames: readonly string[] = [
  'alice', 'a b', 'a: b', 'a:b', ': a', 'a:', '#a', 'a #b', '*x', '&x', '!x', '!!str x', '!!js/function', '|', '>', '|-',
  '%x', '@x', '`x', '"', "'", 'a"b', "a'b", '\\', 'a\\nb', '[', ']', '{', '}', '[a]', '{a: b}', ',', 'a, b', '-', '- a', '?', '? a',
  '---', '...', 'yes', 'No', 'on', 'true', 'null', '~', '', '<<', '=', '012', '0x1F', '0b11', '1_000', '1e3', '.inf', '.NaN',
  '1:30', '2020-01-01', ' lead', 'trail ', 'a\tb', 'a\nb', 'a\r\nb', 'a\rb', 'a\u0000b', 'a\u0007b', 'a\u007Fb', 'a\u0085b',
  'a\u2028b', 'a\u2029b', '\uFEFFa', 'a\uFEFFb', 'a\u202Eb', 'a\u200Bb', 'a\u00ADb', 'a\uFFFEb', 'é', 'e\u0301', 'ñ', '日本', '😀',
  '{{ x }}', '${HOME}', '$(id)', '__proto__', 'constructor', 'x'.repeat(300), '$2b$10$', 'a\u00A0b',
];
