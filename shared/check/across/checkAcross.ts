/** All rules about files against each other, against the machine and against what is live. */
import type { Finding } from '../../model/finding.ts';
import { checkClientTls } from './checkClientTls.ts';
import { exposureConsequences } from './checkExposure.ts';
import { checkExternalUrl } from './checkExternalUrl.ts';
import { checkFileModes } from './checkFileModes.ts';
import { checkHealthChecks } from './checkHealthChecks.ts';
import { checkJobNames } from './checkJobNames.ts';
import { checkNextStart } from './checkNextStart.ts';
import { checkProbes } from './checkProbes.ts';
import { checkReferences } from './checkReferences.ts';
import { checkSchemes, schemeConsequences } from './checkSchemes.ts';
import { checkServed, servedConsequences } from './checkServed.ts';
import { checkSignIns } from './checkSignIns.ts';
import { checkVersions } from './checkVersions.ts';
import { checkWebConfigFlag } from './checkWebConfigFlag.ts';
import type { Consequence } from './consequence.ts';
import { checkReload, liveConsequences } from './liveConsequences.ts';
import { promtoolConsequences } from './promtoolConsequences.ts';
import type { Reference } from './referencesOf.ts';
import type { SetupView } from './setupView.ts';

/** Every rule says nothing where a fact that it needs is not known. */
export function checkAcross(view: SetupView, references: readonly Reference[]): { causes: Finding[]; consequences: Consequence[] } {
  const rules = [
    checkSchemes, checkSignIns, checkClientTls, checkServed, checkWebConfigFlag, checkNextStart, checkExternalUrl,
    checkVersions, checkProbes, checkHealthChecks, checkJobNames, checkReload,
  ];
  return {
    causes: [...checkReferences(view, references), ...checkFileModes(view, references), ...rules.flatMap((rule) => rule(view))],
    consequences: [
      // Each may explain those behind it.
      ...promtoolConsequences(view, references), ...servedConsequences(view), ...schemeConsequences(view),
      ...liveConsequences(view), ...exposureConsequences(view),
    ],
  };
}
