/**
 * Fetches the Prometheus lines that the tests run against, and the other servers that take a web.yml, from the Debian
 * archive this machine already uses: `node scripts/fetchPrometheus.ts [--require]`. Packages are verified by apt with
 * Debian's own keyring, unpacked under .cache/prometheus/<line>/usr/bin/ and .cache/exporters/<name>/usr/bin/, and never installed. Prints one line per version. What is there is not fetched again.
 * Exit code 0 also when a line cannot be had, unless --require is given.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const aptFolder = join(root, '.cache', 'apt');
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

interface Wanted {
  readonly line: string;
  readonly package: string;
  /** How its version begins. */
  readonly version: string;
  readonly suites: readonly string[];
  /** Below .cache. */
  readonly folder: string;
  readonly programs: readonly string[];
}

const prometheus = (line: string, ...suites: string[]): Wanted => ({
  line, suites, package: 'prometheus', version: `${line}.`, folder: join('prometheus', line), programs: ['prometheus', 'promtool'],
});
const exporter = (name: string, version: string, suite: string): Wanted => ({
  line: `${name} ${version}`,
  suites: [suite],
  package: `prometheus-${name.replace('_', '-')}`,
  version: `${version}.`,
  folder: join('exporters', `${name}-${version}`),
  programs: [`prometheus-${name.replace('_', '-')}`],
});

/** The lines that differ in what they know of web.yml and how they log, and the suites that carry them. */
const wanted: readonly Wanted[] = [
  prometheus('2.24', 'bullseye'),
  prometheus('2.42', 'bookworm'),
  prometheus('2.53', 'trixie'),
  prometheus('3.5', 'forky', 'sid'),
  // The last but one to call the flag --web.config.
  exporter('node_exporter', '1.1', 'bullseye'),
  exporter('node_exporter', '1.5', 'bookworm'),
  exporter('alertmanager', '0.25', 'bookworm'),
  exporter('pushgateway', '1.5', 'bookworm'),
  exporter('blackbox_exporter', '0.23', 'bookworm'),
];

interface Outcome {
  line: string;
  ok: boolean;
  text: string;
}

function run(program: string, args: string[], cwd = root): { ok: boolean; stdout: string; stderr: string } {
  const environment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C', APT_CONFIG: join(aptFolder, 'apt.conf') };
  const child = spawnSync(program, args, { cwd, env: environment, encoding: 'utf8', timeout: 300_000 });
  return { ok: child.status === 0, stdout: child.stdout ?? '', stderr: child.stderr || (child.error?.message ?? '') };
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

/** First line of `--version`, or null where the program does not run. All of them start with their name and "version". */
function versionOf(program: string): string | null {
  const { ok, stdout, stderr } = run(program, ['--version']);
  return ok ? (/version (\S+)/.exec(stdout + stderr)?.[1] ?? null) : null;
}

/** The Debian archive of the machine's own apt sources: both the one-line and the deb822 form (sources.list(5)). */
function archiveOf(aptConfiguration: string): string | null {
  const parts = join(aptConfiguration, 'sources.list.d');
  const names = existsSync(parts) ? readdirSync(parts).filter((name) => /\.(list|sources)$/.test(name)) : [];
  const files = [join(aptConfiguration, 'sources.list'), ...names.map((name) => join(parts, name))].filter(existsSync);
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))) {
    if (!/^(deb\s|URIs:)/.test(line)) continue;
    const uri = line.split(/\s+/).find((word) => /^https?:\/\/.*\/debian\/?$/.test(word));
    if (uri !== undefined) return uri;
  }
  return null;
}

/** Writes an apt configuration that reads and writes nothing of the system's lists, cache or package state. */
function prepareApt(archive: string, suites: string[]): void {
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(aptFolder, folder), { recursive: true });
  const sources = suites.map((suite) => `deb [signed-by=${keyring}] ${archive} ${suite} main\n`).join('');
  writeFileSync(join(aptFolder, 'sources.list'), sources);
  writeFileSync(
    join(aptFolder, 'apt.conf'),
    `Dir::Etc::SourceList "${join(aptFolder, 'sources.list')}";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State::Lists "${join(aptFolder, 'lists')}";
Dir::State::status "/dev/null";
Dir::Cache "${join(aptFolder, 'cache')}";
Acquire::Languages "none";
APT::Sandbox::User "${process.getuid?.() === 0 ? 'root' : ''}";
`,
  );
}

/** Versions of a package that the prepared suites have, as `apt-cache madison` prints them. */
function versionsOnOffer(name: string): string[] {
  return run('apt-cache', ['madison', name])
    .stdout.split('\n')
    .map((row) => row.split('|')[1]?.trim() ?? '')
    .filter((version) => version !== '');
}

/** Downloads, unpacks and tries one line. The folder gets its name only once the program has run. */
function fetchLine({ line, suites, package: name, version: start, folder, programs }: Wanted): Outcome {
  const offered = versionsOnOffer(name);
  const version = offered.find((candidate) => candidate.startsWith(start));
  if (version === undefined) {
    return { line, ok: false, text: `not in ${suites.join(' or ')} any more (on offer: ${offered.join(', ') || 'nothing'})` };
  }
  const target = join(root, '.cache', folder);
  const staging = `${target}.partial`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    // promtool is a package of its own since trixie, built from the same source at the same version.
    const beside = programs.includes('promtool') && versionsOnOffer('promtool').includes(version) ? ['promtool'] : [];
    const download = run('apt-get', ['download', ...[name, ...beside].map((each) => `${each}=${version}`)], staging);
    if (!download.ok) return { line, ok: false, text: `download failed: ${lastLine(download.stderr)}` };
    for (const archive of readdirSync(staging).filter((file) => file.endsWith('.deb'))) {
      const unpacked = run('dpkg', ['-x', archive, 'unpacked'], staging);
      if (!unpacked.ok) return { line, ok: false, text: `unpacking failed: ${lastLine(unpacked.stderr)}` };
    }
    for (const program of programs) {
      const file = join(staging, 'unpacked', 'usr', 'bin', program);
      if (!existsSync(file)) return { line, ok: false, text: `the package ${version} has no ${program}` };
      if (versionOf(file) === null) return { line, ok: false, text: `${program} ${version} does not run here: ${lastLine(run(file, ['--version']).stderr)}` };
    }
    rmSync(target, { recursive: true, force: true });
    renameSync(join(staging, 'unpacked'), target);
    return { line, ok: true, text: `fetched ${versionOf(join(target, 'usr', 'bin', programs[0] ?? ''))} from the package ${version}` };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** What is there already: in the cache, or on the machine itself. */
function present({ version: start, folder, programs: [name = ''] }: Wanted): string | null {
  for (const program of [join(root, '.cache', folder, 'usr', 'bin', name), join('/usr/bin', name)]) {
    const version = existsSync(program) ? versionOf(program) : null;
    if (version?.startsWith(start) === true) return `${version} is in ${program}`;
  }
  return null;
}

function fetchMissing(missing: readonly Wanted[]): Outcome[] {
  const refused = (text: string) => missing.map(({ line }) => ({ line, ok: false, text }));
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return refused('only on a machine with apt');
  const archive = archiveOf('/etc/apt');
  if (archive === null) return refused('the apt sources of this machine name no Debian archive over http or https');
  if (!existsSync(keyring)) return refused(`${keyring} is missing: install debian-archive-keyring`);
  prepareApt(archive, [...new Set(missing.flatMap(({ suites }) => suites))]);
  // One suite may be gone from the mirror; the others are used all the same.
  const update = run('apt-get', ['update', '--quiet']);
  if (missing.every((each) => versionsOnOffer(each.package).length === 0)) return refused(`apt-get update gave nothing: ${lastLine(update.stderr)}`);
  return missing.map((each) => fetchLine(each));
}

const found = wanted.map((each) => ({ each, where: present(each) }));
const missing = found.filter(({ where }) => where === null).map(({ each }) => each);
const outcomes: Outcome[] = [
  ...found.flatMap(({ each, where }) => (where === null ? [] : [{ line: each.line, ok: true, text: where }])),
  ...(missing.length === 0 ? [] : fetchMissing(missing)),
];
for (const { line, ok, text } of outcomes) console.log(`${ok ? 'ok     ' : 'missing'} ${line.padEnd(22)} ${text}`);
if (process.argv.includes('--require') && outcomes.some(({ ok }) => !ok)) process.exitCode = 1;
