/** Checks a setup of this machine, and says which findings PromSeal can repair. */
import { checkView } from '../../shared/check/checkSetup.ts';
import { checkedConnections } from '../../shared/check/across/checkedConnections.ts';
import { setupView } from '../../shared/check/across/setupView.ts';
import { webConfigVerdicts } from '../../shared/check/webConfig/webConfigVerdicts.ts';
import { answersAsTheyAre } from '../../shared/heal/answersAsTheyAre.ts';
import { repairContext, type RepairContext } from '../../shared/heal/repairContext.ts';
import { withRepairs } from '../../shared/heal/repairsOf.ts';
import type { CheckReport, CheckedFile, CheckedServer } from '../../shared/model/checkReport.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { SetupFacts, SetupServer } from '../../shared/model/setupFacts.ts';
import { rememberedAnswers } from '../apply/openSetup.ts';
import { bySystem } from './bySystem.ts';
import { gatherSetup, type GatherContext } from './gatherSetup.ts';
import { signs } from './signs.ts';

export interface Checked {
  readonly setup: SetupFacts;
  readonly findings: readonly Finding[];
  readonly context: RepairContext;
}

function serverFacts({ kind, version, running, control, unit, account, listen, configFile, webConfigFile, served }: SetupServer): CheckedServer {
  return { kind, version, running, control, unit, account: account?.name ?? null, listen, configFile, webConfigFile, speaks: served?.speaks ?? null };
}

/** As what a file was judged: an empty one, or one with faults, says nothing itself. */
function configKindOf({ webConfigs, scrapeConfigs }: SetupFacts, path: string): CheckedFile['kind'] | null {
  if (webConfigs.some((config) => config.path === path)) return 'webConfig';
  return scrapeConfigs.some((config) => config.path === path) ? 'scrapeConfig' : null;
}

/** Looks and judges. @param version to judge the files for where no server uses them; null: every line */
export async function lookAndJudge(target: CheckTarget, context: GatherContext, version: string | null): Promise<Checked> {
  const setup = await gatherSetup(target, context);
  const view = setupView(setup);
  const findings = checkView(view, { signs }, { version });
  return { setup, findings, context: repairContext(view, process.geteuid?.() === 0, { signs, bySystem }) };
}

/**
 * Everything a face shows of a setup. Texts of configurations, and with them secrets, stay here.
 * @param version as of `lookAndJudge`
 */
export async function checkSetupHere(target: CheckTarget, context: GatherContext, version: string | null = null): Promise<CheckReport> {
  const { setup, findings, context: repairs } = await lookAndJudge(target, context, version);
  return {
    type: 'check',
    findings: withRepairs(findings, repairs),
    files: Object.values(setup.files).map(({ path, kind }) => ({ path, kind: configKindOf(setup, path) ?? kind })),
    servers: setup.servers.map(serverFacts),
    lines: setup.webConfigs.map(({ path, text }) => ({ path, verdicts: webConfigVerdicts(text) })),
    promtool: setup.promtool.map((verdict) => ({ ...verdict })),
    problems: [...setup.problems],
    answers: answersAsTheyAre(repairs, rememberedAnswers(repairs.folder)),
    connections: checkedConnections(repairs),
  };
}
