/** The contents of a bundle for each kind of change, kept in memory or in a file, to be written as often as one likes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { bundleContents, type BundleContents } from '../../electron/apply/bundleContents.ts';
import { bundlePlan } from '../../electron/apply/bundlePlan.ts';
import { makeMaterial } from '../../electron/apply/material.ts';
import { applyBench } from './applyBench.ts';
import { answersOf, type PlanKind } from './planKinds.ts';

/** Stages the change of this kind in a folder that was arranged for it. */
export async function contentsOfKind(kind: PlanKind, folder: string): Promise<BundleContents> {
  const bench = applyBench(folder);
  const prepared = await bundlePlan(await answersOf(kind, folder, bench), bench.context);
  const errors = prepared.plan.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || prepared.plan.actions.length === 0) throw new Error(`${kind.title}: ${JSON.stringify(errors)}`);
  return bundleContents(prepared, await makeMaterial({ ...prepared, secrets: { passwords: { ...kind.passwords } }, now: Date.now() }));
}

/** Writes contents, keys and passwords included, for `bundleWriter.ts`. */
export function keepContents(path: string, { files, sums, ...rest }: BundleContents): void {
  const texts = [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
  writeFileSync(path, JSON.stringify({ ...rest, files: texts, sums: [...sums] }), { mode: 0o600 });
}

export function keptContents(path: string): BundleContents {
  const { files, sums, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Pick<BundleContents, 'spec' | 'credentials'> & { files: [string, string][]; sums: [string, { before: string | null; after: string }][] };
  return { ...rest, files: new Map(files.map(([name, text]) => [name, Buffer.from(text, 'base64')])), sums: new Map(sums) };
}
