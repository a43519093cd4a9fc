/**
 * Configurations of Prometheus as people write them, in every shape that YAML has for the same thing: made of text,
 * not by a printer, so that comments, blanks, quotation marks, anchors and line breaks stand wherever they may.
 */
import fc from 'fast-check';

export type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };
export interface PlainMap {
  [key: string]: Plain;
}

/** Gives a number from 0 up to, not including, `n`. */
type Pick = (n: number) => number;

export interface RawConfig {
  readonly text: string;
  readonly value: PlainMap;
}

interface Writer {
  readonly pick: Pick;
  readonly lines: string[];
  /** Anchored maps and lists by name. */
  readonly anchors: { name: string; value: Plain }[];
  comments: number;
  names: number;
  /** The last lines are text, to which what is indented as deep would belong. */
  isText: boolean;
}

const chance = (writer: Writer, oneIn: number): boolean => writer.pick(oneIn) === 0;
const choose = <T>(writer: Writer, options: readonly [T, ...T[]]): T => options[writer.pick(options.length)] ?? options[0];
const isMap = (value: Plain): value is PlainMap => typeof value === 'object' && !Array.isArray(value);
const pad = (column: number): string => ' '.repeat(column);

function comment(writer: Writer): string {
  writer.comments += 1;
  return `# note ${String(writer.comments)}${choose(writer, ['', ': x', " it's", ' "', ' {{ t }}', ' - a'])}`;
}

/** Blanks and perhaps a comment behind a value. */
function tail(writer: Writer): string {
  return choose(writer, ['', '', '', '', ' ', '\t', `  ${comment(writer)}`, `\t${comment(writer)}`]);
}

function fillers(writer: Writer, column: number): void {
  if (writer.isText) {
    if (chance(writer, 3)) writer.lines.push(comment(writer));
    writer.isText = false;
    return;
  }
  if (chance(writer, 6)) writer.lines.push(pad(chance(writer, 2) ? column : writer.pick(12)) + comment(writer));
  if (chance(writer, 10)) writer.lines.push(choose(writer, ['', '   ']));
}

const plainSafe = /^[A-Za-z/][\w./:-]*[\w/]$/;
const words = /^(y|n|yes|no|on|off|true|false|null)$/i;

function inline(writer: Writer, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? choose(writer, ['true', 'yes', 'on', 'True']) : choose(writer, ['false', 'no', 'off']);
  if (typeof value === 'number') return String(value);
  const isPlain = plainSafe.test(value) && !words.test(value);
  const single = `'${value.replaceAll("'", "''")}'`;
  const styles: [string, ...string[]] = [JSON.stringify(value), ...(/[\n\t]/.test(value) ? [] : [single])];
  const text = isPlain && !chance(writer, 3) ? value : choose(writer, styles);
  return chance(writer, 25) ? `!!str ${text}` : text;
}

/** Brackets and braces, on one line or on several. */
function flow(writer: Writer, value: Plain, column: number): string {
  if (typeof value !== 'object') return inline(writer, value);
  const parts = Array.isArray(value)
    ? value.map((item) => flow(writer, item, column + 2))
    : Object.entries(value).map(([key, item]) => `${!/^\w+$/.test(key) || chance(writer, 6) ? JSON.stringify(key) : key}: ${flow(writer, item, column + 2)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + (chance(writer, 3) ? ' ' : '') + close;
  if (chance(writer, 5)) {
    const rows = parts.map((part, index) => `${pad(column + 2)}${part}${index < parts.length - 1 || chance(writer, 2) ? ',' : ''}${chance(writer, 4) ? ` ${comment(writer)}` : ''}`);
    return [open, ...rows, pad(column + 1) + close].join('\n');
  }
  const gap = choose(writer, ['', ' ']);
  return open + gap + parts.join(choose(writer, [', ', ',  '])) + (chance(writer, 8) ? ',' : '') + gap + close;
}

/** The name of a new anchor, or none. It may be used once all of its value has been written. */
function newAnchor(writer: Writer): string {
  if (!chance(writer, 6)) return '';
  writer.names += 1;
  return `a${String(writer.names)}`;
}

const same = (a: Plain, b: Plain): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A map that an anchored one is part of, as a merge key and the rest. */
function merged(writer: Writer, value: PlainMap): { name: string; rest: PlainMap } | null {
  const fits = writer.anchors.filter((each) => isMap(each.value) && Object.keys(each.value).length > 0 && Object.entries(each.value).every(([key, inner]) => value[key] !== undefined && same(value[key], inner)));
  const latest = fits.at(-1);
  if (latest === undefined || !chance(writer, 2) || !isMap(latest.value)) return null;
  const { value: anchored } = latest;
  return { name: latest.name, rest: Object.fromEntries(Object.entries(value).filter(([key]) => anchored[key] === undefined)) };
}

function blockText(writer: Writer, value: string, column: number): string[] {
  const chomp = value.endsWith('\n') ? '' : '-';
  const body = (value.endsWith('\n') ? value.slice(0, -1) : value).split('\n').map((line) => pad(column + 2) + line);
  return [`|${chomp}${chance(writer, 4) ? ` ${comment(writer)}` : ''}`, ...body];
}

/** Writes a value whose key or dash ends the line `head`; the lines below it go to `column` or deeper. */
function below(writer: Writer, head: string, value: Plain, column: number, inList: boolean): void {
  const known = typeof value === 'object' ? writer.anchors.find((each) => same(each.value, value)) : undefined;
  if (known !== undefined && chance(writer, 2)) {
    writer.lines.push(`${head} *${known.name}${tail(writer)}`);
    return;
  }
  if (typeof value === 'string' && value !== '' && !/^\s|\t|\n\n/.test(value) && chance(writer, value.includes('\n') ? 1 : 20)) {
    const [first = '', ...rest] = blockText(writer, value, column);
    writer.lines.push(`${head} ${first}`, ...rest);
    writer.isText = true;
    return;
  }
  if (typeof value !== 'object') {
    if (!inList && chance(writer, 25)) writer.lines.push(head, pad(column + 1 + writer.pick(3)) + inline(writer, value) + tail(writer));
    else writer.lines.push(`${head}${choose(writer, [' ', ' ', '  '])}${inline(writer, value)}${tail(writer)}`);
    return;
  }
  const anchor = newAnchor(writer);
  collection(writer, { head, anchor, column, inList }, value);
  if (anchor !== '') writer.anchors.push({ name: anchor, value });
}

interface Place {
  readonly head: string;
  readonly anchor: string;
  readonly column: number;
  readonly inList: boolean;
}

function collection(writer: Writer, { head, anchor, column, inList }: Place, value: Plain[] | PlainMap): void {
  const mark = anchor === '' ? '' : ` &${anchor}`;
  if (Object.keys(value).length === 0 || chance(writer, 4)) {
    writer.lines.push(...`${head}${mark} ${flow(writer, value, column)}${tail(writer)}`.split('\n'));
  } else if (inList && anchor === '' && isMap(value) && !chance(writer, 6)) {
    map(writer, value, column, head + pad(1 + writer.pick(3)));
  } else {
    // Go takes no tab behind a dash.
    const rest = tail(writer);
    writer.lines.push(head + mark + (inList ? rest.replace('\t', ' ') : rest));
    if (Array.isArray(value)) list(writer, value, inList ? column + 1 + writer.pick(3) : column + writer.pick(5));
    else map(writer, value, column + 1 + writer.pick(4), null);
  }
}

/** @param first what stands before the first key in its line, in place of indentation */
function map(writer: Writer, value: PlainMap, column: number, first: string | null): void {
  const merge = merged(writer, value);
  const at = first === null ? column : first.length;
  let start = first;
  const line = (text: string): string => {
    const before = start ?? pad(at);
    if (start === null) fillers(writer, at);
    start = null;
    return before + text;
  };
  if (merge !== null) writer.lines.push(line(`<<: *${merge.name}${tail(writer)}`));
  for (const [key, inner] of Object.entries(merge?.rest ?? value)) {
    const name = chance(writer, 12) ? choose(writer, [JSON.stringify(key), `'${key}'`]) : key;
    below(writer, line(`${name}${chance(writer, 30) ? ' ' : ''}:`), inner, at, false);
  }
}

function list(writer: Writer, value: Plain[], column: number): void {
  for (const item of value) {
    fillers(writer, column);
    below(writer, `${pad(column)}-`, item, column, true);
  }
}

const name = fc.constantFrom('node', 'app', 'b c', 'x: y', 'ünïcode', '10', 'yes', '#1', "it's", 'a"b', '*', 'back\\slash', '{{ t }}');
const label = fc.constantFrom('prod', 'yes', '010', '~', 'a: b', ' padded ', '1e3', '0x1F', '2001-01-01', "d'or", 'two\nlines', '!x', '%', 'long '.repeat(20).trim());
const labels = fc.dictionary(fc.constantFrom('env', 'team', 'dc'), label, { maxKeys: 3 });
const tls = fc.record({ ca_file: fc.constantFrom('/ca.crt', '/etc/ssl/other ca.pem'), server_name: fc.constantFrom('a.example', 'b.example'), insecure_skip_verify: fc.boolean() }, { requiredKeys: [] });
const auth = fc.record({ username: name, password_file: fc.constantFrom('/p', '/q') });
const job = fc.record(
  {
    scheme: fc.constantFrom('http', 'https'),
    honor_labels: fc.boolean(),
    scrape_interval: fc.constantFrom('15s', '1m'),
    params: fc.dictionary(fc.constantFrom('module', 'target', 'x[]'), fc.array(label, { minLength: 1, maxLength: 3 }), { maxKeys: 2 }),
    tls_config: tls,
    basic_auth: auth,
    static_configs: fc.array(fc.record({ targets: fc.array(fc.constantFrom('127.0.0.1:1', 'localhost:2', '[::1]:3'), { minLength: 1, maxLength: 3 }), labels }, { requiredKeys: ['targets'] }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const remote = fc.record({ url: fc.constantFrom('http://localhost:4/push?a=b', 'http://u:p@127.0.0.1:5/push'), tls_config: tls, basic_auth: auth }, { requiredKeys: ['url'] });

/** What the files mean; Prometheus takes all of them. */
const meanings = fc
  .record({ global: fc.option(fc.record({ external_labels: labels })), jobs: fc.array(job, { maxLength: 4 }), remotes: fc.array(remote, { maxLength: 2 }), managers: fc.array(fc.record({ scheme: fc.constantFrom('http', 'https'), tls_config: tls }, { requiredKeys: [] }), { maxLength: 1 }) })
  .map(({ global, jobs, remotes, managers }): PlainMap => ({
    ...(global === null ? {} : { global }),
    ...(managers.length === 0 ? {} : { alerting: { alertmanagers: managers.map((each): PlainMap => ({ ...each, static_configs: [{ targets: ['localhost:6'] }] })) } }),
    ...(remotes.length === 0 ? {} : { remote_write: remotes }),
    scrape_configs: jobs.map((each, index): PlainMap => ({ job_name: `job ${String(index)}`, ...(each as PlainMap) })),
  }));

function finish(writer: Writer): string {
  const start = choose(writer, ['', '', '', '---\n', '---  # begin\n', '# head\n\n', '%YAML 1.1\n---\n']);
  const end = choose(writer, ['', '', '', '# tail', '\n\n', '...\n', '---\nother: document\n']);
  const text = `${start}${writer.lines.join('\n')}\n${end}`;
  const cut = chance(writer, 6) ? text.replace(/\n+$/, '') : text;
  const broken = chance(writer, 6) ? cut.replaceAll('\n', '\r\n') : cut;
  return chance(writer, 10) ? `\uFEFF${broken}` : broken;
}

/** A file and what it means. */
export const rawConfigs: fc.Arbitrary<RawConfig> = fc.tuple(meanings, fc.infiniteStream(fc.nat({ max: 1_000_000 }))).map(([value, stream]) => {
  const writer: Writer = { pick: (n) => Number(stream.next().value) % n, lines: [], anchors: [], comments: 0, names: 0, isText: false };
  if (Object.keys(value).length === 0) writer.lines.push('{}');
  else if (chance(writer, 15)) writer.lines.push(...flow(writer, value, 0).split('\n'));
  else map(writer, value, 0, null);
  return { text: finish(writer), value };
});
