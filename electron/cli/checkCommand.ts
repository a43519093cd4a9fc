/** promseal check: what is wrong with a setup, and whether anything is. */
import type { Client } from '../../shared/contract/client.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import { calledAs } from './calledAs.ts';
import { jsonCheck } from './checkJson.ts';
import { targetWords } from './checkTarget.ts';
import { checkReportLines } from './printCheck.ts';
import { isSound } from './soundness.ts';
import { RunTeller, type TellOptions } from './tellRun.ts';
import type { Terminal } from './terminal.ts';

export interface CheckOptions extends TellOptions {
  /** The Prometheus to judge files for that no server uses; every release when left out. */
  readonly version?: string | undefined;
}

/** The command that repairs what is found in a target, to paste into a shell. */
export function healCommandFor(target: CheckTarget): string {
  return `${calledAs()} heal ${targetWords(target)}`;
}

/** @returns exit code: 0 when the setup is sound, 1 when it is not or could not be looked at */
export async function checkCommand(target: CheckTarget, options: CheckOptions, client: Client, terminal: Terminal): Promise<number> {
  const checked = await client['setup.check']({ target, ...(options.version === undefined ? {} : { version: options.version }) });
  if (!checked.ok) return new RunTeller(options, terminal).failure(checked.failure);
  const heal = healCommandFor(target);
  if (options.json) terminal.out(JSON.stringify(jsonCheck(checked.value, heal)));
  else for (const line of checkReportLines(checked.value, { columns: terminal.columns, verbose: options.verbose }, heal)) terminal.out(line);
  return isSound(checked.value) ? 0 : 1;
}
