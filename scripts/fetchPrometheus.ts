/**
 * Fetches the Prometheus lines that the tests run against, from the Debian archive this machine already uses:
 * `node scripts/fetchPrometheus.ts [--require]`. Packages are verified by apt with Debian's own keyring, unpacked
 * under .cache/prometheus/<line>/usr/bin/ and never installed. Prints one line per version. What is there is not fetched again.
 * Exit code 0 also when a line cannot be had, unless --require is given.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const cache = join(root, '.cache', 'prometheus');
const aptFolder = join(root, '.cache', 'apt');
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The lines that differ in what they know of web.yml and how they log, and the suites that carry them. */
const wanted = [
  { line: '2.24', suites: ['bullseye'] },
  { line: '2.42', suites: ['bookworm'] },
  { line: '2.53', suites: ['trixie'] },
  { line: '3.5', suites: ['forky', 'sid'] },
] as const;
type Wanted = (typeof wanted)[number];

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

/** First line of `--version`, or null where the program does not run. Prometheus 2.x and 3.x both start with "prometheus, version". */
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
function fetchLine({ line, suites }: Wanted, offered: string[]): Outcome {
  const version = offered.find((candidate) => candidate.startsWith(`${line}.`));
  if (version === undefined) {
    return { line, ok: false, text: `not in ${suites.join(' or ')} any more (on offer: ${offered.join(', ') || 'nothing'})` };
  }
  const target = join(cache, line);
  const staging = `${target}.partial`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    // promtool is a package of its own since trixie, built from the same source at the same version.
    const packages = ['prometheus', ...(versionsOnOffer('promtool').includes(version) ? ['promtool'] : [])];
    const download = run('apt-get', ['download', ...packages.map((name) => `${name}=${version}`)], staging);
    if (!download.ok) return { line, ok: false, text: `download failed: ${lastLine(download.stderr)}` };
    for (const archive of readdirSync(staging).filter((name) => name.endsWith('.deb'))) {
      const unpacked = run('dpkg', ['-x', archive, 'unpacked'], staging);
      if (!unpacked.ok) return { line, ok: false, text: `unpacking failed: ${lastLine(unpacked.stderr)}` };
    }
    for (const program of ['prometheus', 'promtool']) {
      const file = join(staging, 'unpacked', 'usr', 'bin', program);
      if (!existsSync(file)) return { line, ok: false, text: `the package ${version} has no ${program}` };
      if (versionOf(file) === null) return { line, ok: false, text: `${program} ${version} does not run here: ${lastLine(run(file, ['--version']).stderr)}` };
    }
    rmSync(target, { recursive: true, force: true });
    renameSync(join(staging, 'unpacked'), target);
    return { line, ok: true, text: `fetched ${versionOf(join(target, 'usr/bin/prometheus'))} from the package ${version}` };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** What is there already: in the cache, or on the machine itself. */
function present(line: string): string | null {
  for (const program of [join(cache, line, 'usr/bin/prometheus'), '/usr/bin/prometheus']) {
    const version = existsSync(program) ? versionOf(program) : null;
    if (version?.startsWith(`${line}.`) === true) return `${version} is in ${program}`;
  }
  return null;
}

function fetchMissing(missing: Wanted[]): Outcome[] {
  const refused = (text: string) => missing.map(({ line }) => ({ line, ok: false, text }));
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return refused('only on a machine with apt');
  const archive = archiveOf('/etc/apt');
  if (archive === null) return refused('the apt sources of this machine name no Debian archive over http or https');
  if (!existsSync(keyring)) return refused(`${keyring} is missing: install debian-archive-keyring`);
  prepareApt(archive, [...new Set(missing.flatMap(({ suites }) => suites))]);
  // One suite may be gone from the mirror; the others are used all the same.
  const update = run('apt-get', ['update', '--quiet']);
  const offered = versionsOnOffer('prometheus');
  if (offered.length === 0) return refused(`apt-get update gave nothing: ${lastLine(update.stderr)}`);
  return missing.map((each) => fetchLine(each, offered));
}

const found = wanted.map((each) => ({ each, where: present(each.line) }));
const missing = found.filter(({ where }) => where === null).map(({ each }) => each);
const outcomes: Outcome[] = [
  ...found.flatMap(({ each, where }) => (where === null ? [] : [{ line: each.line, ok: true, text: where }])),
  ...(missing.length === 0 ? [] : fetchMissing(missing)),
];
for (const { line, ok, text } of outcomes) console.log(`${ok ? 'ok     ' : 'missing'} ${line}  ${text}`);
if (process.argv.includes('--require') && outcomes.some(({ ok }) => !ok)) process.exitCode = 1;
