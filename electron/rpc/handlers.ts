/** Which function answers which method: a table, no logic. */
import { applyPlan } from '../apply/applyPlan.ts';
import type { ApplySlot } from '../apply/applySlot.ts';
import { bundlePlan } from '../apply/bundlePlan.ts';
import { openSetup } from '../apply/openSetup.ts';
import { preparePlan } from '../apply/preparePlan.ts';
import { previewFiles } from '../apply/previewFiles.ts';
import { proveAgain, readTargetsAgain } from '../apply/proveAgain.ts';
import { stageBundle } from '../apply/stageBundle.ts';
import { recoverChange, undoChange } from '../apply/undo.ts';
import { checkBinary } from '../inspect/checkBinary.ts';
import { discover } from '../inspect/discover.ts';
import { inspectHost } from '../inspect/inspectHost.ts';
import { listFolder } from '../inspect/listFolder.ts';
import { readCertificateFile } from '../pki/readCertificateFile.ts';
import { probeEndpoint } from '../probe/probeEndpoint.ts';
import { findManaged } from '../process/managedProcess.ts';
import { readLog } from '../process/readLog.ts';
import type { ProgramContext } from '../programContext.ts';
import { DownloadSlot } from '../release/downloadSlot.ts';
import { loadSettings, saveSettings } from '../settings/settings.ts';
import type { Handlers } from './dispatch.ts';
import { factsForFace } from './factsForFace.ts';

export function createHandlers(context: ProgramContext, slot: ApplySlot): Handlers {
  const downloads = new DownloadSlot();
  return {
    'host.discover': () => discover(),
    'host.inspect': async ({ answers }) => factsForFace(await inspectHost(answers, context)),
    'host.listDirectory': ({ path }) => listFolder(path),
    'host.checkBinary': ({ path }) => checkBinary(path),
    'host.openSetup': ({ folder }) => openSetup(folder),
    'certificate.read': ({ path }) => readCertificateFile(path),
    'setup.check': async ({ target, version }) => {
      // Its rules are many, and most sessions never ask for them.
      const { checkSetupHere } = await import('../check/checkSetupHere.ts');
      return await checkSetupHere(target, context, version ?? null);
    },
    'plan.create': async ({ answers }) => {
      const prepared = await preparePlan(answers, context);
      return { ...prepared, facts: factsForFace(prepared.facts), diffs: previewFiles(prepared.plan) };
    },
    'plan.apply': (input, onEvent) =>
      slot.run(input.answers.folder, context.now(), onEvent, (tell, signal) => applyPlan(input, context, tell, signal)),
    'bundle.plan': async ({ answers }) => {
      const prepared = await bundlePlan(answers, context);
      return { ...prepared, diffs: previewFiles(prepared.plan) };
    },
    'bundle.write': (input) => stageBundle(input, context),
    'apply.status': () => slot.status(),
    'apply.cancel': () => ({ cancelled: slot.cancel() }),
    'apply.undo': ({ folder, checkpoint, force }, onEvent) =>
      slot.run(folder, context.now(), onEvent, (tell) =>
        undoChange(folder, { force, ...(checkpoint === undefined ? {} : { checkpoint }) }, { context, tell }),
      ),
    'apply.recover': ({ folder, force }, onEvent) =>
      slot.run(folder, context.now(), onEvent, (tell) => recoverChange(folder, { force }, { context, tell })),
    'proof.run': ({ answers }, onEvent) => proveAgain(answers, context, onEvent),
    'proof.targets': ({ answers }) => readTargetsAgain(answers, context),
    'process.log': ({ folder, from }) => ({ ...readLog(folder, from), running: findManaged(folder) !== null }),
    'release.download': (input, onEvent) => downloads.run(input, loadSettings(context.settingsFolder).releaseHost, onEvent),
    'release.cancel': () => ({ cancelled: downloads.cancel() }),
    'probe.run': (input) => probeEndpoint(input, context.now()),
    'settings.load': () => loadSettings(context.settingsFolder),
    'settings.save': ({ settings }) => {
      saveSettings(context.settingsFolder, settings);
      return {};
    },
  } satisfies Handlers;
}
