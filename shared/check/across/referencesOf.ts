/** Every file that a setup names: by flags, by its web.yml and by its prometheus.yml. */
import type { Connection, FileReference } from '../../model/connection.ts';
import { folderOf } from '../../plan/paths.ts';
import { failureEffect } from './inWords.ts';
import { fieldPlace, type FieldPlace } from './fieldPlace.ts';
import { holdsPem, pathFrom } from './filePath.ts';
import { flagPath, readerOf, usersOf, type ScrapeView, type ServerView, type SetupView, type WebView } from './setupView.ts';

export type ReferenceRole =
  | 'webConfig' | 'scrapeConfig' | 'certificate' | 'key' | 'clientCa' | 'ca' | 'clientCertificate' | 'clientKey' | 'secret' | 'other';

export interface Reference {
  readonly role: ReferenceRole;
  /** The field or flag alone, such as `ca_file`. */
  readonly key: string;
  /** Absolute, and as written. */
  readonly file: string;
  readonly written: string;
  readonly place: FieldPlace;
  /** What a relative path is taken from, in words. */
  readonly base: string;
  /** What comes of it when the file cannot be read. */
  readonly effect: string;
  /** What Prometheus says before the error of the system; empty for nothing. */
  readonly words: string;
  /** The servers that read it. */
  readonly readers: readonly ServerView[];
}

const webRoles = { cert_file: 'certificate', key_file: 'key', client_ca_file: 'clientCa' } as const;

function webEffect(readers: readonly ServerView[]): string {
  const running = readers.some(({ server }) => server.running);
  return running ? 'every new connection to the server fails, and it does not start again' : 'the server does not start';
}

function webReferences(view: SetupView, web: WebView): Reference[] {
  const { tls } = web.facts;
  if (tls === null) return [];
  const written = { cert_file: tls.certFile, key_file: tls.keyFile, client_ca_file: tls.clientCaFile };
  const readers = usersOf(view, web);
  return (['cert_file', 'key_file', 'client_ca_file'] as const).flatMap((key) => {
    const path = written[key];
    if (path === null || holdsPem(path)) return [];
    const words = key === 'client_ca_file' ? '' : `failed to load X509KeyPair, failed to read ${key} (${path}): `;
    return [{
      role: webRoles[key], key, file: pathFrom(folderOf(web.path), path), written: path, words, readers,
      place: fieldPlace(web.document, web.path, ['tls_server_config', key]),
      base: 'the folder of web.yml', effect: webEffect(readers),
    }];
  });
}

const tlsRoles: Readonly<Record<string, ReferenceRole>> = { ca_file: 'ca', cert_file: 'clientCertificate', key_file: 'clientKey' };

/** Files that hold no secret, or not for certain. */
const openKeys = ['username_file', 'files'];

function clientRole({ key }: FileReference, ofTls: boolean): ReferenceRole {
  if (ofTls) return tlsRoles[key] ?? 'other';
  return openKeys.includes(key) ? 'other' : 'secret';
}

/** Prometheus reads what tls_config names when it makes the client, and all other files at each request. */
function clientEffect(section: Connection['section'] | null, ofTls: boolean): string {
  if (section === null) return 'traces are not sent';
  if (!ofTls) return failureEffect(section);
  if (section === 'scrape') return 'Prometheus leaves the whole job out, without even showing it as down';
  return section === 'discovery' ? failureEffect(section) : 'Prometheus does not start, and refuses to reload';
}

function clientWords(section: Connection['section'] | null, { key }: FileReference, ofTls: boolean): string {
  if (key === 'password_file') return 'unable to read basic auth password: ';
  if (!ofTls) return '';
  const words = key === 'ca_file' ? 'unable to load specified CA cert, unable to read CA cert: ' : 'unable to use specified client cert: ';
  return section === 'scrape' ? `error creating new scrape pool: ${words}` : words;
}

/** Sections by their place as text, because a file has tens of thousands of references in large setups. */
function sectionsByPlace({ facts }: ScrapeView): Map<string, Connection['section']> {
  return new Map(facts.connections.map(({ at, section }) => [at.join('\n'), section]));
}

function sectionOf(sections: ReadonlyMap<string, Connection['section']>, at: FileReference['at']): Connection['section'] | null {
  for (let length = at.length - 1; length > 0; length--) {
    const found = sections.get(at.slice(0, length).join('\n'));
    if (found !== undefined) return found;
  }
  return null;
}

function scrapeReferences(view: SetupView, scrape: ScrapeView): Reference[] {
  const sections = sectionsByPlace(scrape);
  const reader = readerOf(view, scrape.path);
  return scrape.facts.files.filter(({ path }) => !holdsPem(path)).map((named) => {
    const section = sectionOf(sections, named.at);
    const ofTls = named.at.at(-2) === 'tls_config';
    return {
      role: clientRole(named, ofTls), key: named.key,
      file: pathFrom(folderOf(scrape.path), named.path), written: named.path,
      place: { ...fieldPlace(null, scrape.path, named.at), line: named.line, column: named.column },
      base: `the folder of ${scrape.path}`,
      effect: clientEffect(section, ofTls), words: clientWords(section, named, ofTls), readers: reader === null ? [] : [reader],
    };
  });
}

function flagReferences(each: ServerView): Reference[] {
  const { server, assumed } = each;
  const effect = server.running ? 'the server does not start again' : 'the server does not start';
  const flag = (role: ReferenceRole, name: string, written: string | null): Reference[] => {
    const file = flagPath(server, written);
    if (assumed || file === null || written === null) return [];
    const base = 'the folder that the server is started in';
    return [{ role, key: name, file, written, place: { path: file, field: name }, base, effect, words: '', readers: [each] }];
  };
  return [...flag('webConfig', '--web.config.file', server.webConfigFile), ...flag('scrapeConfig', '--config.file', server.configFile)];
}

/** All of them, in the order servers, web.yml, prometheus.yml; without texts that stand where a path belongs. */
export function referencesOf(view: SetupView): Reference[] {
  return [
    ...view.servers.flatMap(flagReferences),
    ...view.webs.flatMap((web) => webReferences(view, web)),
    ...view.scrapes.flatMap((scrape) => scrapeReferences(view, scrape)),
  ];
}
