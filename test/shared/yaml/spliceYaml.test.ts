import { describe, expect, it } from 'vitest';
import { spliceYaml } from '../../../shared/yaml/spliceYaml.ts';
import { append, edited, job, refused, remove, set } from './edits.ts';

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join('');

describe('a new file', () => {
  it('is written in the order of the edits, with two spaces and quotes only where they are needed', () => {
    const text = edited(
      '',
      set(['basic_auth_users', 'alice'], '$2b$10$hash'),
      set(['basic_auth_users', 'yes'], '$2b$10$other'),
      set(['tls_server_config', 'cert_file'], 'prometheus.crt'),
      set(['tls_server_config', 'key_file'], 'prometheus.key'),
    );
    expect(text).toBe(
      lines(
        'basic_auth_users:', '  alice: "$2b$10$hash"', '  "yes": "$2b$10$other"',
        'tls_server_config:', '  cert_file: prometheus.crt', '  key_file: prometheus.key',
      ),
    );
  });

  it('takes a whole job', () => {
    const text = edited(
      '',
      set(['global', 'scrape_interval'], '15s'),
      append(['scrape_configs'], { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] }),
      set(['scrape_configs', job('prometheus'), 'tls_config'], { ca_file: 'prometheus.crt', insecure_skip_verify: false }),
    );
    expect(text).toBe(
      lines(
        'global:', '  scrape_interval: 15s', 'scrape_configs:', '  - job_name: prometheus', '    static_configs:',
        '      - targets: ["localhost:9090"]', '    tls_config:', '      ca_file: prometheus.crt', '      insecure_skip_verify: false',
      ),
    );
  });

  it('stays empty without edits', () => {
    expect(edited('')).toBe('');
  });
});

describe('odd but valid files keep their face (R-10)', () => {
  const https = set(['scrape_configs', job('a'), 'scheme'], 'https');
  it.each([
    ['indentless lists', 'scrape_configs:\n- job_name: a\n- job_name: b\n', 'scrape_configs:\n- job_name: a\n  scheme: https\n- job_name: b\n'],
    ['CRLF', 'scrape_configs:\r\n  - job_name: a\r\n', 'scrape_configs:\r\n  - job_name: a\r\n    scheme: https\r\n'],
    ['no final line break', 'scrape_configs:\n  - job_name: a', 'scrape_configs:\n  - job_name: a\n    scheme: https'],
    ['CRLF without a final line break', 'scrape_configs:\r\n  - job_name: a', 'scrape_configs:\r\n  - job_name: a\r\n    scheme: https'],
    ['a byte order mark', '\uFEFFscrape_configs:\n  - job_name: a\n', '\uFEFFscrape_configs:\n  - job_name: a\n    scheme: https\n'],
    ['a tab behind a value', 'scrape_configs:\n  - job_name: a\t# c\n', 'scrape_configs:\n  - job_name: a\t# c\n    scheme: https\n'],
    ['a wide gap behind the dash', 'scrape_configs:\n  -   job_name: a\n', 'scrape_configs:\n  -   job_name: a\n      scheme: https\n'],
    ['a dash on its own line', 'scrape_configs:\n  -\n    job_name: a\n', 'scrape_configs:\n  -\n    job_name: a\n    scheme: https\n'],
    ['comments and blank lines that belong to what follows', 'scrape_configs:\n  - job_name: a # x\n\n  # next\n  - job_name: b\n',
      'scrape_configs:\n  - job_name: a # x\n    scheme: https\n\n  # next\n  - job_name: b\n'],
    ['flow style', 'scrape_configs: [{job_name: a}, {job_name: b}] # c\n', 'scrape_configs: [{job_name: a, scheme: https}, {job_name: b}] # c\n'],
    ['JSON', '{"scrape_configs": [{"job_name": "a"}]}', '{"scrape_configs": [{"job_name": "a", scheme: https}]}'],
    ['flow with a trailing comma', 'scrape_configs: [{job_name: a,},]\n', 'scrape_configs: [{job_name: a, scheme: https,},]\n'],
    ['a value to replace, with its alignment and comment', "scrape_configs:\n  - job_name: 'a'\n    scheme:   'http'   # c\n",
      "scrape_configs:\n  - job_name: 'a'\n    scheme:   https   # c\n"],
    ['an empty value', 'scrape_configs:\n  - job_name: a\n    scheme: # c\n', 'scrape_configs:\n  - job_name: a\n    scheme: https # c\n'],
    ['a folded scalar before the end', 'scrape_configs:\n  - job_name: a\n    x: >\n      one\n      two\n\n  - job_name: b\n',
      'scrape_configs:\n  - job_name: a\n    x: >\n      one\n      two\n    scheme: https\n\n  - job_name: b\n'],
    ['a kept block scalar with its blank lines', 'scrape_configs:\n  - job_name: a\n    x: |+\n      one\n\n  - job_name: b\n',
      'scrape_configs:\n  - job_name: a\n    x: |+\n      one\n\n    scheme: https\n  - job_name: b\n'],
    ['several documents', '---\nscrape_configs:\n  - job_name: a\n---\nscrape_configs: []\n',
      '---\nscrape_configs:\n  - job_name: a\n    scheme: https\n---\nscrape_configs: []\n'],
    ['a document end', 'scrape_configs:\n  - job_name: a\n...\n', 'scrape_configs:\n  - job_name: a\n    scheme: https\n...\n'],
    ['an anchor that nothing uses', 'scrape_configs:\n  - &a\n    job_name: a\n', 'scrape_configs:\n  - &a\n    job_name: a\n    scheme: https\n'],
    ['a merged default', 'd: &d {scheme: http}\nscrape_configs:\n  - job_name: a\n    <<: *d\n',
      'd: &d {scheme: http}\nscrape_configs:\n  - job_name: a\n    <<: *d\n    scheme: https\n'],
    ['octals and booleans of YAML 1.1 elsewhere', 'x: 010\ny: yes\nscrape_configs:\n  - job_name: a\n',
      'x: 010\ny: yes\nscrape_configs:\n  - job_name: a\n    scheme: https\n'],
  ])('%s', (_what, source, result) => {
    expect(edited(source, https)).toBe(result);
  });

  it.each([
    ['an empty file', '', 'a: b\n'],
    ['comments only', '# one\n# two\n', '# one\n# two\na: b\n'],
    ['comments without a final line break', '# one', '# one\na: b'],
    ['a byte order mark only', '\uFEFF', '\uFEFFa: b\n'],
    ['an empty map', '{}\n', 'a: b\n'],
    ['a document start only', '---\n', '---\na: b\n'],
    ['a document start without a line break', '---', '---\na: b'],
    ['an empty first document', '---\n# c\n---\nx: y\n', '---\n# c\na: b\n---\nx: y\n'],
    ['a null', '~\n', 'a: b\n'],
  ])('sets the first key of %s', (_what, source, result) => {
    expect(edited(source, set(['a'], 'b'))).toBe(result);
  });

  it('uses the indentation of the file', () => {
    const source = lines('global:', '    scrape_interval: 15s', 'scrape_configs:', '    - job_name: a');
    const text = edited(source, set(['scrape_configs', job('a'), 'tls_config', 'ca_file'], 'a.crt'), append(['scrape_configs'], { job_name: 'b' }));
    expect(text).toBe(source + lines('      tls_config:', '          ca_file: a.crt', '    - job_name: b'));
  });

  it('opens up an empty flow collection and keeps the comment behind it', () => {
    expect(edited('a: [] # c\nb: {}\n', append(['a'], { x: 1 }), set(['b', 'z'], true))).toBe('a: # c\n  - x: 1\nb:\n  z: true\n');
  });

  it('adds lines to a list that has a line for each item', () => {
    expect(edited('a: [\n    x,\n    z # c\n  ]\n', append(['a'], 'w'))).toBe('a: [\n    x,\n    z, # c\n    w\n  ]\n');
    expect(edited('a: [\n    x,\n    z, # c\n  ]\n', append(['a'], 'w'))).toBe('a: [\n    x,\n    z, # c\n    w,\n  ]\n');
    expect(edited('a:\n- x # c\n- z\n', append(['a'], 'w'))).toBe('a:\n- x # c\n- z\n- w\n');
  });

  it('changes only the entries of a map that differ', () => {
    const source = 'tls:\n  # why\n  ca_file: "a"   # one\n  old: 1 # two\nnext: x\n';
    expect(edited(source, set(['tls'], { ca_file: 'a', fresh: 2 }))).toBe('tls:\n  # why\n  ca_file: "a"   # one\n  fresh: 2\nnext: x\n');
  });
});

describe('changing the kind of a value', () => {
  it.each([
    ['a word to a map', 'a: x # c\nb: 1\n', set(['a'], { k: 'v' }), 'a: # c\n  k: v\nb: 1\n'],
    ['a map to a word', 'a: # c\n  k: v # d\nb: 1\n', set(['a'], 'x'), 'a: x # c # d\nb: 1\n'],
    ['a map to a list', 'a:\n  k: v\nb: 1\n', set(['a'], [{ x: 1 }]), 'a:\n  - x: 1\nb: 1\n'],
    ['a block scalar to a word', 'a: |\n  x\n  y\n\nb: 1\n', set(['a'], 'z'), 'a: z\n\nb: 1\n'],
    ['a flow map to a word', 'a: {k: v}\nb: 1\n', set(['a'], 'x'), 'a: x\nb: 1\n'],
    ['an alias to a map of its own', 'x: &x {k: v}\na: *x\n', set(['a'], { k: 'w' }), 'x: &x {k: v}\na:\n  k: w\n'],
    ['an item to a map', 'a:\n- x # c\n- y\n', set(['a', 0], { k: 'v', l: 'w' }), 'a:\n- k: v\n  l: w # c\n- y\n'],
    ['a value without a colon', 'a: {k}\n', set(['a', 'k'], 'v'), 'a: {k: v}\n'],
    ['a tagged value', 'a: !!str 1\n', set(['a'], 'x'), 'a: x\n'],
    ['a word on the next line', 'a:\n  x\nb: 1\n', set(['a'], 'z'), 'a:\n  z\nb: 1\n'],
  ])('%s', (_what, source, edit, result) => {
    expect(edited(source, edit)).toBe(result);
  });
});

describe('removing', () => {
  it.each([
    ['a key with its comment', 'a: 1 # c\nb: 2\n', remove(['a']), 'b: 2\n'],
    ['the last key', 'a: 1\nb: 2', remove(['b']), 'a: 1\n'],
    ['the only key', 'a:\n  b: 2\nc: 3\n', remove(['a', 'b']), 'a: {}\nc: 3\n'],
    ['the only key of the file', 'a: 1\n', remove(['a']), '{}\n'],
    ['a whole section', 'a:\n  b: 2\n  # c\n  d: 3\ne: 4\n', remove(['a']), 'e: 4\n'],
    ['the first key behind a dash', 'l:\n- a: 1\n  b: 2\n', remove(['l', 0, 'a']), 'l:\n- b: 2\n'],
    ['the first key behind a dash, with a comment below', 'l:\n- a: 1\n  # c\n  b: 2\n', remove(['l', 0, 'a']), 'l:\n- \n  # c\n  b: 2\n'],
    ['the only item', 'l:\n- a\nb: 1\n', remove(['l', 0]), 'l: []\nb: 1\n'],
    ['a flow entry', 'a: {b: 1, c: 2}\n', remove(['a', 'b']), 'a: {c: 2}\n'],
    ['the only flow entry', 'a: {b: 1,}\n', remove(['a', 'b']), 'a: {}\n'],
    ['the last flow entry', 'a: { b: 1,  c: 2 } # c\n', remove(['a', 'c']), 'a: { b: 1 } # c\n'],
    ['a flow item with a line of its own', 'a: {\n  b: 1, # b\n  c: 2, # c\n  d: 3 # d\n}\n', remove(['a', 'c']), 'a: {\n  b: 1, # b\n  d: 3 # d\n}\n'],
    ['the last flow item with a line of its own', 'a: [\n  b, # b\n  d # d\n]\n', remove(['a', 1]), 'a: [\n  b, # b\n]\n'],
    ['a flow item in the middle, and nothing else', 'a: { b: 1,  c: 2,   d: 3 }\n', remove(['a', 'c']), 'a: { b: 1,  d: 3 }\n'],
    ['a key after a question mark', 'u:\n  ? a # one\n  # two\n  : 1 # three\n  b: 2\n', remove(['u', 'a']), 'u:\n  b: 2\n'],
    ['the only key, after a question mark', 'u:\n  ? a\n  : 1\n', remove(['u', 'a']), 'u: {}\n'],
    ['a key after a question mark in braces', 'u: {b: 2, ? a : 1}\n', remove(['u', 'a']), 'u: {b: 2}\n'],
    ['a key after a question mark that is a text in block form', '? |\n  a\n: 1\nb: 2\n', remove(['a\n']), 'b: 2\n'],
    ['what is not there', 'a: 1\n', remove(['b', 'c']), 'a: 1\n'],
    ['a job by its name', 'scrape_configs:\n  - job_name: a\n    x: 1\n  - job_name: b\n', remove(['scrape_configs', job('a')]), 'scrape_configs:\n  - job_name: b\n'],
  ])('%s', (_what, source, edit, result) => {
    expect(edited(source, edit)).toBe(result);
  });

  it('and adding in one place go together', () => {
    expect(edited('a:\n  b: 1 # x\n  c: 2\n', remove(['a', 'b']), remove(['a', 'c']), set(['a', 'd'], 3))).toBe('a:\n  d: 3\n');
    expect(edited('a: {b: 1, c: [x]}\n', remove(['a', 'b']), append(['a', 'c'], 'y'), set(['a', 'd'], 3))).toBe(
      'a: {c: [x, "y"], d: 3}\n',
    );
  });
});

describe('what is the same already is not touched', () => {
  it.each([
    ["scheme: 'https'\n", set(['scheme'], 'https')],
    ['flag: yes\n', set(['flag'], true)],
    ['x: &x {k: v}\na: *x\n', set(['a', 'k'], 'v')],
    ['d: &d {k: v}\na:\n  <<: *d\n', set(['a', 'k'], 'v')],
    ['l: [a, b]\n', append(['l'], 'b')],
    ['l:\n- {job_name: a, scheme: https}\n', append(['l'], { job_name: 'a' })],
  ])('%j', (source, edit) => {
    expect(edited(source, edit)).toBe(source);
  });
});

describe('values that several places share', () => {
  it.each([
    ['a place inside an alias', 'x: &x {k: v, l: 1}\ny: *x # c\n', [set(['y', 'k'], 'w')], 'x: &x {k: v, l: 1}\ny: # c\n  <<: *x\n  k: w\n'],
    ['a place inside an alias in braces', 'x: &x {k: v}\ny: {z: *x}\n', [set(['y', 'z', 'k'], 'w')], 'x: &x {k: v}\ny: {z: {<<: *x, k: w}}\n'],
    ['a place inside a merged map', 'x: &x {k: {l: 1}}\ny:\n  <<: *x\n', [set(['y', 'k', 'm'], 1)], 'x: &x {k: {l: 1}}\ny:\n  <<: *x\n  k:\n    l: 1\n    m: 1\n'],
    ['removing what comes from a merged map', 'x: &x {k: 1, l: 2}\ny:\n  <<: *x\n  m: 3\n', [remove(['y', 'k'])], 'x: &x {k: 1, l: 2}\ny:\n  m: 3\n  l: 2\n'],
    ['removing inside an alias', 'x: &x {k: 1, l: 2}\ny: *x\n', [remove(['y', 'k'])], 'x: &x {k: 1, l: 2}\ny:\n  l: 2\n'],
    ['adding to a list that is an alias', 'x: &x [a]\ny: *x\n', [append(['y'], 'b')], 'x: &x [a]\ny: [a, b]\n'],
    ['everything that shares it', 'a: &x {k: v} # c\nb: *x\nc: *x\n', [set(['a', 'k'], 'w'), set(['b', 'k'], 'w'), set(['c', 'k'], 'w')], 'a: &x {k: w} # c\nb: *x\nc: *x\n'],
    ['everything that merges it', 'd: &d {t: {k: v}}\na:\n  <<: *d\nb:\n  <<: *d\nd2: 1\n', [set(['d', 't', 'k'], 'w'), set(['a', 't', 'k'], 'w'), set(['b', 't', 'k'], 'w')],
      'd: &d {t: {k: w}}\na:\n  <<: *d\nb:\n  <<: *d\nd2: 1\n'],
    ['some of what shares it', 'a: &x {k: v}\nb: *x\nc: *x\n', [set(['b', 'k'], 'w')], 'a: &x {k: v}\nb:\n  <<: *x\n  k: w\nc: *x\n'],
  ])('%s', (_what, source, edits, result) => {
    expect(edited(source, ...edits)).toBe(result);
  });
});

describe('what cannot be edited without harm is refused, with its place', () => {
  it.each([
    ['an anchor that others use', 'x: &x\n  k: v\ny: *x\n', set(['x', 'k'], 'w'), ['YAML_SHARED_VALUE', 1, 1]],
    ['replacing what holds a used anchor', 'x: {k: &k v}\ny: *k\n', set(['x'], 'w'), ['YAML_SHARED_VALUE', 1, 1]],
    ['a list where a map should be', 'x: 1\na:\n- b\n', set(['a', 'k'], 1), ['YAML_PLACE_TAKEN', 2, 1]],
    ['a word where a list should be', 'a: b\n', append(['a'], 1), ['YAML_PLACE_TAKEN', 1, 1]],
    ['a job that is not there', 'scrape_configs:\n- job_name: a\n', set(['scrape_configs', job('b'), 'scheme'], 'https'), ['YAML_PLACE_MISSING', 1, 1]],
    ['an explicit key', '? a\n: b\n', set(['a'], 'c'), ['YAML_PLACE_UNSAFE', 1, 1]],
    ['a pair inside a list', 'l: [a: b]\n', set(['l', 0, 'a'], 'c'), ['YAML_PLACE_UNSAFE', 1, 5]],
    ['an item behind two dashes', 'l:\n- - a\n  - b\n', remove(['l', 0, 0]), 'l:\n- - b\n'],
    ['a key that no reader finds', 'a: 1\n', set(['k'.repeat(1100)], 1), ['YAML_KEY_TOO_LONG', undefined, undefined]],
    ['half a character', 'a: 1\n', set(['b'], '\uD83D'), ['YAML_TEXT_UNWRITABLE', undefined, undefined]],
  ])('%s', (_what, source, edit, expected) => {
    expect(refused(source, edit)).toEqual(expected);
  });

  it('tells what to paste, with its surroundings and without the secret', () => {
    const result = spliceYaml('scrape_configs: *x\n'.replace('*x', '7'), [
      set(['scrape_configs', job('prometheus'), 'basic_auth'], { username: 'alice', password: 'S3ntinel' }),
    ]);
    const hint = result.ok ? '' : (result.problem.hint ?? '');
    expect(hint).toContain('scrape_configs:\n  - job_name: prometheus\n    basic_auth:\n      username: alice\n      password:');
    expect(hint).not.toContain('S3ntinel');
  });

  it('gives up where the written text would mean something else', () => {
    // A literal scalar at the very end has no line break of its own: a line below would give it one.
    expect(refused('a: |\n  x', set(['b'], 1))).toEqual(['YAML_EDIT_UNVERIFIED', undefined, undefined]);
  });
});
