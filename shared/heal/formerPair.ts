/** The pair of a server whose web.yml was emptied, where it still lies beside it. */
import { pathFrom } from '../check/across/filePath.ts';
import { trustFailure } from '../check/material/trustFailure.ts';
import type { MaterialCertificate, MaterialFacts } from '../model/materialFacts.ts';
import { folderOf } from '../plan/paths.ts';
import { isSelfScrape, linksTo, type RepairContext } from './repairContext.ts';

export interface FormerPair {
  readonly certFile: string;
  readonly keyFile: string;
}

/** The certificates that the self-scrape trusts. */
function trusted(context: RepairContext): readonly MaterialCertificate[] {
  const files = linksTo(context).filter(isSelfScrape).flatMap(({ scrape, connection: { tls } }) => (tls?.caFile == null ? [] : [pathFrom(folderOf(scrape.path), tls.caFile)]));
  return files.flatMap((path) => context.view.setup.files[path]?.certificates ?? []);
}

/** @returns null where no pair is one that the self-scrape takes today, or more than one is */
export function formerPair(context: RepairContext): FormerPair | null {
  const { view: { setup }, web, trust } = context;
  if (web === null) return null;
  const beside = Object.values(setup.files).filter(({ path }) => folderOf(path) === folderOf(web.path) && setup.unreadable[path] === undefined);
  const authorities = trusted(context);
  const isInTime = ({ certificates: [leaf] }: MaterialFacts): boolean => leaf !== undefined && leaf.parsed.notBefore <= setup.now && setup.now <= leaf.parsed.notAfter;
  const isTaken = ({ certificates }: MaterialFacts): boolean => trustFailure({ presented: certificates, authorities, purpose: 'server', now: setup.now, signs: trust.signs }) === null;
  const pairs = beside.filter(isInTime).filter(isTaken).flatMap(({ path: certFile, certificates: [leaf] }) =>
    beside.filter(({ key }) => key !== null && key.rawPublicKey === leaf?.parsed.rawPublicKey).map(({ path: keyFile }) => ({ certFile, keyFile })),
  );
  const [pair, ...others] = pairs;
  return pair === undefined || others.length > 0 ? null : pair;
}
