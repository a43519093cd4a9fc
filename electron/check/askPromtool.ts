/** What promtool says of the configurations of a setup. */
import type { Problem } from '../../shared/errors/failure.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import type { PromtoolVerdict } from '../../shared/model/setupFacts.ts';
import { promtoolWords } from '../../shared/check/promtoolWords.ts';
import { asProblem } from '../inspect/asProblem.ts';
import { findPromtool } from '../inspect/checkBinary.ts';
import { checkConfig, checkWebConfig } from '../process/promtool.ts';
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

/** Where the account of the server may not run the promtool beside it, the one on PATH is asked: root runs nothing of others as root. */
async function verdictOf(question: Question): Promise<Pick<PromtoolVerdict, 'version' | 'ok' | 'words'>> {
  const { path, check, promtool, account } = question;
  try {
    const [verdict, version] = await Promise.all([check(promtool, path, account), versionOrNull(promtool, 'promtool', account)]);
    return { version, ok: verdict.ok, words: verdict.ok ? '' : verdict.raw };
  } catch (error) {
    const onPath = findPromtool(null);
    const mayNotRun = error instanceof WizardError && error.failure.code === 'PROGRAM_NOT_EXECUTABLE';
    if (account === null || onPath === null || !mayNotRun) throw error;
    return await verdictOf({ ...question, promtool: onPath, account: null });
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

/** Asks promtool of every configuration, its words without secrets, as the account that runs the server where PromSeal runs as root. */
export async function askPromtool(setup: SetupFiles, servers: readonly AskedServer[]): Promise<{ verdicts: PromtoolVerdict[]; problems: Problem[] }> {
  const included = new Set([...setup.scrapes.values()].flatMap(({ names }) => names));
  const problems: Problem[] = [];
  const asked = questionsOf(setup, servers, included).map(async (question): Promise<PromtoolVerdict | null> => {
    try {
      const { path } = question;
      const verdict = await verdictOf(question);
      const { config } = setup.webs.get(path) ?? setup.scrapes.get(path) ?? { config: { text: '' } };
      return { path, ...verdict, words: promtoolWords(verdict.words, config.text) };
    } catch (error) {
      problems.push(asProblem(error, { severity: 'warning', path: question.path }));
      return null;
    }
  });
  const verdicts = (await Promise.all(asked)).filter((verdict) => verdict !== null);
  return { verdicts, problems };
}
