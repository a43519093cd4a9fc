/** How a health check is written that gets through: the command, and the file with the password that goes with it. */
import type { Evidence } from '../../model/finding.ts';
import type { UnitCommand } from '../../model/setupFacts.ts';
import { formatAddress } from '../../pki/ipAddress.ts';
import { hostPort, namesCover, preferredName } from '../../plan/address.ts';
import { folderOf, inFolder } from '../../plan/paths.ts';
import type { HttpClient } from '../../prometheus/clientRequest.ts';
import type { UnitRequest } from '../../prometheus/unitRequests.ts';
import { certificatesOf } from './certificatesOf.ts';
import { pathFrom } from './filePath.ts';
import { hostAndPort } from './linksOf.ts';
import { privateIssuer } from './privateIssuer.ts';
import type { ServerView, SetupView } from './setupView.ts';

export interface HealthCommand {
  /** The line of the unit where the command stands there by itself, else the command alone. */
  readonly line: string;
  /** What belongs into the file that it names; empty where it names none. */
  readonly evidence: Evidence[];
}

/** The CA that clients need; null where the system has it. */
function caFile(view: SetupView, to: ServerView): string | null {
  if (to.tls !== true || to.server.trustedBySystem === true) return null;
  const link = view.links.find(({ connection, to: other }) => other === to && connection.tls?.caFile != null);
  const ofJob = link === undefined ? null : pathFrom(folderOf(link.scrape.path), link.connection.tls?.caFile ?? '');
  return privateIssuer(view, to)?.file ?? ofJob ?? 'ca.crt';
}

/** The same page by a name that the certificate holds. */
function soundUrl(view: SetupView, to: ServerView, url: string): string {
  const { host, port } = hostAndPort(url.startsWith('https') ? 'https' : 'http', url);
  const parsed = certificatesOf(view, to)[0]?.parsed;
  const names = parsed === undefined ? [host] : [...parsed.dnsNames, ...parsed.ipAddresses.map(formatAddress)];
  const name = namesCover(names, host) || names.length === 0 ? host : preferredName(names, to.server.listen);
  const path = /^[a-z]+:\/\/[^/]*(\/.*)?$/i.exec(url)?.[1] ?? '/';
  return `${to.tls === true ? 'https' : 'http'}://${hostPort(name, port)}${path}`;
}

interface Needs {
  readonly ca: string | null;
  readonly user: string | null;
  readonly secret: string;
  readonly url: string;
  /** Of the command as it is. */
  readonly keeps: readonly string[];
}

/** The page takes POST and PUT only. */
const post = ({ url, keeps }: Pick<Needs, 'url' | 'keeps'>, option: readonly string[]): readonly string[] => (url.endsWith('/-/reload') && !keeps.includes('--request') ? option : []);

/** Options of each client, and the content of its file. Sources: curl(1), wget(1), promtool check healthy --help. */
const written: Readonly<Record<HttpClient, (needs: Needs) => { options: string[]; content: string }>> = {
  curl: ({ ca, user, secret, url, keeps }) => ({
    options: ['-fsS', ...keeps, ...post({ url, keeps }, ['-X', 'POST']), ...(ca === null ? [] : ['--cacert', ca]), ...(user === null ? [] : ['-K', secret]), url],
    content: `user = "${user ?? ''}:PASSWORD"`,
  }),
  wget: ({ ca, user, secret, url, keeps }) => ({
    options: [
      '-q', '-O', '/dev/null', ...keeps, ...post({ url, keeps }, ['--post-data=']), ...(ca === null ? [] : [`--ca-certificate=${ca}`]),
      ...(user === null ? [] : [`--config=${secret}`]), url,
    ],
    content: `user = ${user ?? ''} and password = PASSWORD, on two lines`,
  }),
  promtool: ({ ca, user, secret, url }) => {
    const fields = [
      ...(user === null ? [] : [`basic_auth: {username: ${JSON.stringify(user)}, password: PASSWORD}`]), ...(ca === null ? [] : [`tls_config: {ca_file: ${ca}}`]),
    ];
    const [, server = url, check = 'healthy'] = /^(.*)\/-\/(healthy|ready)$/.exec(url) ?? [];
    return { options: ['check', check, `--url=${server}`, ...(fields.length === 0 ? [] : [`--http.config.file=${secret}`])], content: `{${fields.join(', ')}}` };
  },
};

const fileNames: Readonly<Record<HttpClient, string>> = { curl: 'health.curl', wget: 'health.wgetrc', promtool: 'health.yml' };

/** As units and shells both take it. */
const quoted = (word: string): string => (/[\s"'\\$]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word);

/** @param command in which the request stands */
export function healthCommand(view: SetupView, to: ServerView, command: UnitCommand, { client, url, keeps }: UnitRequest): HealthCommand {
  const ca = caFile(view, to);
  const user = to.asksPassword === true ? (to.web?.facts.users[0]?.name ?? 'NAME') : null;
  const secret = inFolder(to.web === null ? '/etc/prometheus' : folderOf(to.web.path), fileNames[client]);
  const { options, content } = written[client]({ ca, user, secret, keeps, url: soundUrl(view, to, url) });
  const [program = ''] = command.words;
  const standsAlone = program.replace(/^.*\//, '') === client;
  const start = standsAlone ? `${command.setting}=${command.mayFail ? '-' : ''}${program}` : client;
  const evidence = options.some((option) => option.includes(secret)) ? [{ label: `${secret}, mode 0600`, text: content }] : [];
  return { line: [start, ...options.map(quoted)].join(' '), evidence };
}
