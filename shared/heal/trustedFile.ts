/** By which file a connection is to verify the certificate of its server. */
import { webFile, webFilePath } from '../check/across/certificatesOf.ts';
import { pathFrom } from '../check/across/filePath.ts';
import { trustFailure } from '../check/material/trustFailure.ts';
import type { MaterialCertificate } from '../model/materialFacts.ts';
import { folderOf } from '../plan/paths.ts';
import type { Link, WebView } from '../check/across/setupView.ts';
import { isSelfScrape, linksTo, type RepairContext } from './repairContext.ts';

/** The chain in web.yml, leaf first; empty when not known. */
export function chainOf({ view, web }: RepairContext): readonly MaterialCertificate[] {
  return web === null ? [] : (webFile(view, web, 'certFile')?.certificates ?? []);
}

/** The authority that signed the certificate in web.yml; null for one that signs itself, or where none can be read. */
export function issuerOf(context: RepairContext): string | null {
  const [leaf] = chainOf(context);
  return leaf === undefined || leaf.selfSigned ? null : leaf.issuer;
}

/** What these connections name first, then other CA files, then whatever certificates the setup has. */
function candidates({ view }: RepairContext, web: WebView, links: readonly Link[]): string[] {
  const named = (all: readonly { folder: string; file: string | null | undefined }[]): string[] =>
    all.flatMap(({ folder, file }) => (file == null ? [] : [pathFrom(folder, file)]));
  const own = links.map(({ scrape, connection }) => ({ folder: folderOf(scrape.path), file: connection.tls?.caFile }));
  const others = view.scrapes.flatMap(({ path, facts }) => facts.connections.map(({ tls }) => ({ folder: folderOf(path), file: tls?.caFile })));
  const certFile = webFilePath(web, 'certFile');
  const rest = Object.keys(view.setup.files).filter((path) => path !== certFile);
  return [...new Set([...named(own), ...named(others), ...rest])];
}

/**
 * A file that Go verifies the chain of a web.yml with. Where the root lies nowhere, the certificate file itself will do: Go
 * trusts every certificate in ca_file, whether it signed itself or not (crypto/x509, Certificate.Verify).
 * @param links by which the server is reached: what they trust today comes first
 * @returns null where the system trusts the authority
 */
export function verifyingFile(context: RepairContext, web: WebView, links: readonly Link[]): string | null {
  const { view, trust } = context;
  const presented = webFile(view, web, 'certFile')?.certificates ?? [];
  const found = candidates(context, web, links).find((path) => {
    const authorities = view.setup.files[path]?.certificates ?? [];
    return authorities.length > 0 && trustFailure({ presented, authorities, purpose: 'server', now: view.setup.now, signs: trust.signs }) === null;
  });
  if (found !== undefined) return found;
  return trust.bySystem(presented) ? null : webFilePath(web, 'certFile');
}

/** @returns null for a certificate that signs itself, one whose authority the system trusts, and one that cannot be read */
export function trustedFile(context: RepairContext): string | null {
  const { web } = context;
  return web === null || issuerOf(context) === null ? null : verifyingFile(context, web, linksTo(context).filter(isSelfScrape));
}
