/** What promtool says of the configurations of a setup. */
import type { Problem } from '../../shared/errors/failure.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import type { PromtoolVerdict } from '../../shared/model/setupFacts.ts';
import { asProblem } from '../inspect/asProblem.ts';
import { findPromtool } from '../inspect/checkBinary.ts';
import { checkConfig, checkWebConfig, type Verdict } from '../process/promtool.ts';
import { WizardError } from '../wizardError.ts';
import { versionOrNull, type ProgramFacts } from './askPrograms.ts';
import type { SeenServer } from './seenServer.ts';
import type { SetupFiles } from './setupFiles.ts';

export type AskedServer = SeenServer & ProgramFacts;

interface Question {
  readonly path: string;
  readonly check: typeof checkConfig;
  readonly promtool: string;
  readonly account: Account | null;
}

/** The promtool of the Prometheus that uses a file, else the one on PATH. null: another server uses it, whose toolkit is not promtool's. */
function asker(servers: readonly AskedServer[], uses: (server: SeenServer) => boolean): Pick<Question, 'promtool' | 'account'> | null {
  const users = servers.filter(uses);
  const prometheus = users.find(({ kind }) => kind === 'prometheus');
  if (users.length > 0 && prometheus === undefined) return null;
  const promtool = prometheus?.promtool ?? findPromtool(null);
  return promtool === null ? null : { promtool, account: prometheus?.account ?? null };
}

/** The account of the server may not be allowed to run a promtool that lies in somebody's home. */
async function verdictOf({ path, check, promtool, account }: Question): Promise<Verdict> {
  try {
    return await check(promtool, path, account);
  } catch (error) {
    if (account === null || !(error instanceof WizardError) || error.failure.code !== 'PROGRAM_NOT_EXECUTABLE') throw error;
    return await check(promtool, path);
  }
}

/** Files that another one includes are read with that one. @param included their paths */
function questionsOf(setup: SetupFiles, servers: readonly AskedServer[], included: ReadonlySet<string>): Question[] {
  const webs = [...setup.webs.keys()].flatMap((path) => {
    const who = asker(servers, ({ webConfigFile }) => webConfigFile === path);
    return who === null ? [] : [{ ...who, path, check: checkWebConfig }];
  });
  const scrapes = [...setup.scrapes.keys()].filter((path) => !included.has(path)).flatMap((path) => {
    const who = asker(servers, ({ configFile }) => configFile === path);
    return who === null ? [] : [{ ...who, path, check: checkConfig }];
  });
  return [...webs, ...scrapes];
}

/** Asks promtool of every configuration, as the account that runs the server where PromSeal runs as root. */
export async function askPromtool(setup: SetupFiles, servers: readonly AskedServer[]): Promise<{ verdicts: PromtoolVerdict[]; problems: Problem[] }> {
  const included = new Set([...setup.scrapes.values()].flatMap(({ names }) => names));
  const problems: Problem[] = [];
  const asked = questionsOf(setup, servers, included).map(async (question): Promise<PromtoolVerdict | null> => {
    try {
      const [verdict, version] = await Promise.all([verdictOf(question), versionOrNull(question.promtool, 'promtool')]);
      return { path: question.path, version, ok: verdict.ok, words: verdict.ok ? '' : verdict.raw };
    } catch (error) {
      problems.push(asProblem(error, { severity: 'warning', path: question.path }));
      return null;
    }
  });
  const verdicts = (await Promise.all(asked)).filter((verdict) => verdict !== null);
  return { verdicts, problems };
}
