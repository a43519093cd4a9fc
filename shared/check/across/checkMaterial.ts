/** Certificates, keys, authorities and password files, each judged for the part it plays in the setup. */
import type { Connection } from '../../model/connection.ts';
import type { Finding } from '../../model/finding.ts';
import type { MaterialCertificate, MaterialFacts } from '../../model/materialFacts.ts';
import { folderOf } from '../../plan/paths.ts';
import { peek } from '../../yaml/editPath.ts';
import { liveSlots, valueOf } from '../../yaml/yamlNode.ts';
import { checkCaFile } from '../material/checkCaFile.ts';
import { checkClientCertificate } from '../material/checkClientCertificate.ts';
import { checkKey } from '../material/checkKey.ts';
import { checkPair } from '../material/checkPair.ts';
import { checkPasswordFile } from '../material/checkPasswordFile.ts';
import { checkServerCertificate } from '../material/checkServerCertificate.ts';
import type { UsedName } from '../material/judgeNames.ts';
import type { Signs } from '../material/signedBy.ts';
import { certificatesOf, webFile, webFilePath } from './certificatesOf.ts';
import { fileAt, pathFrom } from './filePath.ts';
import { groupedBy } from './groupedBy.ts';
import { connectionName } from './inWords.ts';
import type { Reference } from './referencesOf.ts';
import type { Link, SetupView, WebView } from './setupView.ts';

/** A chain that is presented to whoever trusts a file, with the place of that file. */
type Presented = readonly MaterialCertificate[];

const verifies = ({ connection, to }: Link): boolean =>
  connection.scheme === 'https' && to.tls === true && connection.tls?.insecureSkipVerify !== true;

function usedName({ connection, host }: Link): UsedName {
  const where = connection.section === 'scrape' ? `job ${connection.name}` : connectionName(connection);
  return { name: connection.tls?.serverName ?? host, where };
}

/** Where both files are the wrong way round, one finding says so. */
function pairFindings(certificate: MaterialFacts | null, key: MaterialFacts | null, ofCertificate: readonly Finding[]): Finding[] {
  const ofKey = key === null ? [] : checkKey(key, certificate);
  const swapped = ofCertificate.some(({ code }) => code === 'CERTIFICATE_AND_KEY_SWAPPED');
  const kept = swapped ? ofKey.filter(({ code }) => code !== 'KEY_IS_CERTIFICATE') : ofKey;
  return [...kept, ...(certificate === null || key === null ? [] : checkPair(certificate, key))];
}

/** Several servers may share one certificate: it is judged once, with the names of all. */
function ofServers(view: SetupView, signs: Signs): Finding[] {
  const { now } = view.setup;
  const links = view.links.filter(verifies);
  const byPath = groupedBy(view.webs, (web) => webFilePath(web, 'certFile'));
  const certificates = [...byPath].flatMap(([path, webs]) => {
    const certificate = path === null ? null : fileAt(view.setup, path);
    const names = links.filter(({ to }) => to.web !== null && webs.includes(to.web)).map(usedName);
    const found = certificate === null ? [] : checkServerCertificate(certificate, { now, names, signs });
    return [...found, ...webs.flatMap((web) => pairFindings(certificate, webFile(view, web, 'keyFile'), found))];
  });
  const authorities = view.webs.flatMap((web) => {
    const file = webFile(view, web, 'clientCaFile');
    return file === null ? [] : checkCaFile(file, { now, signs, role: 'client_ca_file', presented: null });
  });
  return [...certificates, ...authorities];
}

const tlsPath = (scrapePath: string, written: string | null | undefined): string | null =>
  written === null || written === undefined ? null : pathFrom(folderOf(scrapePath), written);

/** What is presented to the connections that trust a file, each chain once. */
function presentedTo(view: SetupView): ReadonlyMap<string, Set<Presented>> {
  const chains = new Map<string, Set<Presented>>();
  for (const link of view.links.filter(verifies)) {
    const path = tlsPath(link.scrape.path, link.connection.tls?.caFile);
    const chain = certificatesOf(view, link.to);
    if (path !== null && chain.length > 0) chains.set(path, (chains.get(path) ?? new Set<Presented>()).add(chain));
  }
  return chains;
}

function ofAuthorities(view: SetupView, references: readonly Reference[], signs: Signs): Finding[] {
  const { setup } = view;
  const presented = presentedTo(view);
  const paths = new Set(references.filter(({ role }) => role === 'ca').map(({ file }) => file));
  return [...paths].flatMap((path) => {
    const file = fileAt(setup, path);
    const chains: readonly (Presented | null)[] = [...(presented.get(path) ?? [null])];
    return file === null ? [] : chains.flatMap((chain) => checkCaFile(file, { now: setup.now, signs, role: 'ca_file', presented: chain }));
  });
}

function allowedSans({ document }: WebView): string[] | null {
  const node = document === null ? null : peek(document.root, ['tls_server_config', 'client_allowed_sans']);
  const list = node === null ? null : valueOf(node);
  if (list?.kind !== 'list') return null;
  return liveSlots(list).flatMap(({ value }) => {
    const text = valueOf(value);
    return text.kind === 'scalar' ? [text.text] : [];
  });
}

const asks = ['VerifyClientCertIfGiven', 'RequireAndVerifyClientCert'];

/** The servers that verify what a connection shows; null for one of which nothing is known. */
function verifiersOf(links: readonly Link[]): (WebView | null)[] {
  const webs = links.flatMap(({ to }) => (to.web !== null && asks.includes(to.web.facts.tls?.clientAuthType ?? '') ? [to.web] : []));
  return webs.length === 0 ? [null] : [...new Set(webs)];
}

function ofClients(view: SetupView, signs: Signs): Finding[] {
  const { setup } = view;
  const linksOf: ReadonlyMap<Connection, Link[]> = groupedBy(view.links, ({ connection }) => connection);
  const judged = new Set<string>();
  return view.scrapes.flatMap(({ path, facts }) =>
    facts.connections.flatMap((connection) => {
      const [certPath, keyPath] = [tlsPath(path, connection.tls?.certFile), tlsPath(path, connection.tls?.keyFile)];
      if (certPath === null) return [];
      const [certificate, key] = [fileAt(setup, certPath), keyPath === null ? null : fileAt(setup, keyPath)];
      return verifiersOf(linksOf.get(connection) ?? []).flatMap((web) => {
        const id = [certPath, keyPath, web?.path].join('\n');
        if (certificate === null || judged.has(id)) return [];
        judged.add(id);
        const clientCa = web === null ? null : webFile(view, web, 'clientCaFile');
        const found = checkClientCertificate(certificate, { now: setup.now, signs, clientCa, allowedSans: web === null ? null : allowedSans(web) });
        return [...found, ...pairFindings(certificate, key, found)];
      });
    }),
  );
}

const tokenKeys = ['credentials_file', 'bearer_token_file', 'client_secret_file'];

function ofPasswordFiles({ setup }: SetupView, references: readonly Reference[]): Finding[] {
  const uses = new Map<string, 'password' | 'token'>();
  for (const { key, file } of references) {
    if (key === 'password_file') uses.set(file, 'password');
    else if (tokenKeys.includes(key) && !uses.has(file)) uses.set(file, 'token');
  }
  return [...uses].flatMap(([path, use]) => {
    const file = fileAt(setup, path);
    return file === null ? [] : checkPasswordFile(file, use);
  });
}

/** Codes: those of shared/check/material. Nothing is said of files that nobody looked at or that are not there. */
export function checkMaterial(view: SetupView, references: readonly Reference[], signs: Signs): Finding[] {
  return [
    ...ofServers(view, signs), ...ofAuthorities(view, references, signs), ...ofClients(view, signs),
    ...ofPasswordFiles(view, references),
  ];
}
