/**
 * Reads a scenario of `check` from YAML: `files` (name → text), `material` (name → how it is made, as in
 * makeMaterialFacts.ts), `server` or `servers` (what differs from a running Prometheus with these files), and the
 * remaining facts under their own names. A file called blackbox.yml is that of an exporter. `units` (name → text) are
 * read as those of systemd; /root holds no settings of curl or wget. Names are those of files in `folder`, /etc/prometheus unless said; a name
 * that begins with a slash stands as it is.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { materialOfBytes } from '../../electron/check/materialOfBytes.ts';
import { findUnitCommands } from '../../electron/inspect/findUnitCommands.ts';
import { referencesOf } from '../../shared/check/across/referencesOf.ts';
import { setupView } from '../../shared/check/across/setupView.ts';
import type { MaterialFacts } from '../../shared/model/materialFacts.ts';
import type { ConfigText, LiveFacts, PromtoolVerdict, ServedFacts, SetupFacts, SetupServer, SignInFacts, UnitCommand } from '../../shared/model/setupFacts.ts';
import { inFolder } from '../../shared/plan/paths.ts';
import { fakeMachine } from './fakeMachine.ts';
import { makeMaterial, type MadeMaterial, type MaterialRecipe } from './makeMaterialFacts.ts';

/** Of every scenario, so that dates of certificates and support of versions are the same on every day. */
export const scenarioNow = Date.UTC(2026, 10, 23, 3);

type FileRecipe = string | { text?: string; mode?: string; uid?: number; gid?: number; changedAt?: number; folder?: true };

interface ServedRecipe extends Partial<Omit<ServedFacts, 'chainSha256'>> {
  /** Names of materials whose certificates are served, leaf first. */
  chain?: string[];
}

interface ServerRecipe extends Partial<Omit<SetupServer, 'served' | 'live'>> {
  served?: ServedRecipe;
  live?: Partial<LiveFacts>;
}

interface Scenario {
  now?: number;
  folder?: string;
  files?: Record<string, FileRecipe>;
  material?: Record<string, MaterialRecipe>;
  /** false: only the files are known. */
  server?: ServerRecipe | false;
  servers?: ServerRecipe[];
  /** Of a scrape job, unless said. */
  signIns?: (Omit<SignInFacts, 'section'> & Partial<SignInFacts>)[];
  /** Path below the folder of units → text; files of the account by their path from /root. */
  units?: Record<string, string>;
  home?: Record<string, string>;
  ownNames?: string[];
  /** Name of a file → name of the account that cannot read it. */
  unreadable?: Record<string, string>;
  promtool?: (Omit<PromtoolVerdict, 'path'> & { path: string })[];
}

const emptyForm = materialOfBytes('', { kind: 'absent' }, Buffer.alloc(0));

function fileFacts(path: string, recipe: Exclude<FileRecipe, string>): MaterialFacts {
  if (recipe.folder === true) return { ...emptyForm, path, state: { kind: 'unusable', reason: `${path} is not a regular file: it is a folder.` } };
  const bytes = Buffer.from(recipe.text ?? '');
  const { mode = '0644', uid = 0, gid = 0 } = recipe;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return materialOfBytes(path, { kind: 'file', sha256, mode: Number.parseInt(mode, 8), uid, gid }, bytes);
}

function servedFacts(recipe: ServedRecipe, made: Readonly<Record<string, MadeMaterial>>): ServedFacts {
  const { chain = [], ...rest } = recipe;
  const chainSha256 = chain.flatMap((name) => made[name]?.facts.certificates.map(({ sha256 }) => sha256) ?? []);
  return { address: '127.0.0.1:9090', speaks: 'tls', handshakeError: null, statusWithoutPassword: null, ...rest, chainSha256 };
}

function serverFacts(recipe: ServerRecipe, configs: { web: string | null; scrape: string | null }, made: Readonly<Record<string, MadeMaterial>>): SetupServer {
  const { served, live, ...rest } = recipe;
  const isPrometheus = (rest.kind ?? 'prometheus') === 'prometheus';
  const configFile = rest.configFile ?? (isPrometheus ? configs.scrape : null);
  const webConfigFile = rest.webConfigFile === undefined ? (isPrometheus ? configs.web : null) : rest.webConfigFile;
  const args = [
    ...(configFile === null ? [] : [`--config.file=${configFile}`]), ...(webConfigFile === null ? [] : [`--web.config.file=${webConfigFile}`]),
    `--web.listen-address=${rest.listen ?? '127.0.0.1:9090'}`, ...(rest.args ?? []),
  ];
  return {
    kind: 'prometheus', version: '3.14.0', promtool: '/usr/bin/promtool', capabilities: [], running: true, pid: 4711, control: 'systemd', unit: 'prometheus.service',
    account: { uid: 110, gid: 118, name: 'prometheus' }, nextArgs: null, workingDirectory: '/', listen: '127.0.0.1:9090',
    ...rest, configFile, webConfigFile, args,
    served: served === undefined ? null : servedFacts(served, made),
    live: live === undefined ? null : { jobs: [], targets: [], flags: {}, reloadSucceeded: true, ...live },
  };
}

function isWeb({ path, kind }: MaterialFacts): boolean {
  return kind === 'webConfig' || (kind === 'unknown' && /web[^/]*\.ya?ml$/.test(path));
}

function isScrape({ path, kind }: MaterialFacts): boolean {
  return kind === 'scrapeConfig' || (kind === 'unknown' && /prometheus[^/]*\.ya?ml$/.test(path));
}

/** The paths are those that they would have on the machine. */
function unitCommands({ units, home = {} }: Scenario): UnitCommand[] {
  if (units === undefined) return [];
  const below = (folder: string, files: Record<string, string>) => Object.entries(files).map(([path, text]): [string, string] => [`${folder}/${path}`, text]);
  const machine = fakeMachine([], Object.fromEntries([...below('units', units), ...below('root', home)]));
  writeFileSync(join(machine.etc, 'passwd'), `root:x:0:0::${machine.root}/root:/bin/sh\nprometheus:x:110:118::${machine.root}/none:/bin/false\n`);
  return findUnitCommands(machine, []).map((command) => ({ ...command, path: command.path.replace(join(machine.root, 'units'), '/etc/systemd/system') }));
}

const isProbes = (path: string): boolean => path.endsWith('/blackbox.yml');

/** What configurations name and nobody made is absent. */
function withAbsent(setup: SetupFacts): SetupFacts {
  const named = referencesOf(setupView(setup)).map(({ file }) => file).filter((path) => setup.files[path] === undefined);
  const absent = named.map((path) => [path, { ...emptyForm, path }] as const);
  return { ...setup, files: { ...setup.files, ...Object.fromEntries(absent) } };
}

/** The facts that `check` would have gathered of the setup. */
export async function readScenario(text: string): Promise<SetupFacts> {
  const scenario = parse(text) as Scenario;
  const { folder = '/etc/prometheus', now = scenarioNow } = scenario;
  const at = (name: string): string => inFolder(folder, name);
  const made = await makeMaterial(scenario.material ?? {}, { now, folder });
  const recipes = Object.entries(scenario.files ?? {}).map(([name, recipe]) => [at(name), typeof recipe === 'string' ? { text: recipe } : recipe] as const);
  const files = recipes.map(([path, recipe]) => fileFacts(path, recipe));
  const materials = Object.entries(made).map(([name, { facts }]) => ({ ...facts, path: at(name) }));
  const config = ({ path }: MaterialFacts): ConfigText => {
    const recipe = recipes.find(([own]) => own === path)?.[1] ?? {};
    return { path, text: recipe.text ?? '', ...(recipe.changedAt === undefined ? {} : { changedAt: recipe.changedAt }) };
  };
  const webConfigs = files.filter(isWeb).map(config);
  const scrapeConfigs = files.filter(isScrape).map(config);
  const probeConfigs = files.filter(({ path }) => isProbes(path)).map(config);
  const configs = { web: webConfigs[0]?.path ?? null, scrape: scrapeConfigs[0]?.path ?? null };
  const servers = scenario.servers ?? (scenario.server === false ? [] : [scenario.server ?? {}]);
  return withAbsent({
    now, webConfigs, scrapeConfigs, probeConfigs,
    unitCommands: unitCommands(scenario),
    files: Object.fromEntries([...files, ...materials].map((facts) => [facts.path, facts])),
    unreadable: Object.fromEntries(Object.entries(scenario.unreadable ?? {}).map(([name, account]) => [at(name), account])),
    servers: servers.map((recipe) => serverFacts(recipe, configs, made)),
    signIns: (scenario.signIns ?? []).map((each) => ({ section: 'scrape' as const, ...each })),
    ownNames: scenario.ownNames ?? ['127.0.0.1', '::1', 'localhost', 'mon', 'mon.example.org', '192.0.2.10'],
    promtool: (scenario.promtool ?? []).map((verdict) => ({ ...verdict, path: at(verdict.path) })),
    problems: [],
  });
}

/** The codes after `# also:` on the first line: those that the scenario cannot avoid beside its own. */
export function alsoFound(text: string): string[] {
  return /^# also:(.*)$/m.exec(text.split('\n')[0] ?? '')?.[1]?.split(/[\s,]+/).filter((code) => code !== '') ?? [];
}
