/** What was chosen among the connections of a setup, as answers that a plan is made from. */
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { CheckedConnection } from '../../shared/model/checkReport.ts';
import type { ConnectionAnswer } from '../../shared/model/connectionAnswer.ts';
import { sectionOrder } from './connectionWords.ts';

/** Left as each connection has it, given anew, or taken away. */
export type Way = 'leave' | 'set' | 'remove';

/** What the chosen connections become, as the form holds it. */
export interface Becomes {
  scheme: 'leave' | 'https' | 'http';
  ca: Way;
  caFile: string;
  name: Way;
  serverName: string;
  signIn: Way;
  user: string;
  passwordFile: string;
  client: Way;
  certFile: string;
  keyFile: string;
  verify: 'leave' | 'on';
}

export const unchanged: Becomes = {
  scheme: 'leave', ca: 'leave', caFile: '', name: 'leave', serverName: '', signIn: 'leave', user: '', passwordFile: '',
  client: 'leave', certFile: '', keyFile: '', verify: 'leave',
};

/** Which connections, and what they become. */
export interface Choice {
  readonly keys: ReadonlySet<string>;
  readonly becomes: Becomes;
}

export function keyOf({ section, path, index }: CheckedConnection): string {
  return `${section} ${String(index)} ${path}`;
}

const trimmed = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** `key` set to the text, taken away, or left out. */
function changed<Key extends string>(way: Way, key: Key, text: string): Partial<Record<Key, string | null>> {
  const value = way === 'remove' ? null : way === 'set' ? trimmed(text) : undefined;
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, string | null>>);
}

type Changes = Omit<ConnectionAnswer, 'job' | 'alertmanager' | 'remote_write' | 'remote_read'>;

function changesOf(becomes: Becomes): Changes {
  const { scheme, signIn, verify } = becomes;
  const passwordFile = signIn === 'set' ? trimmed(becomes.passwordFile) : undefined;
  return {
    ...(scheme === 'leave' ? {} : { scheme: scheme === 'https' ? scheme : null }),
    ...changed(becomes.ca, 'ca_file', becomes.caFile),
    ...changed(becomes.name, 'server_name', becomes.serverName),
    ...changed(signIn, 'user', becomes.user),
    ...(passwordFile === undefined ? {} : { password_file: passwordFile }),
    ...changed(becomes.client, 'cert_file', becomes.certFile),
    ...changed(becomes.client, 'key_file', becomes.keyFile),
    ...(verify === 'leave' ? {} : { insecure_skip_verify: null }),
  };
}

const missing = (field: string, label: string, what: string): Problem =>
  problem('ANSWER_INVALID', { field: label, reason: `${what}, or choose Leave` }, { field });

/** What is to be set and is not said yet, each at the field of that name. */
export function missingValues({ ca, caFile, name, serverName, signIn, user, passwordFile, client, certFile, keyFile }: Becomes): Problem[] {
  const isEmpty = (...texts: readonly string[]): boolean => texts.every((text) => trimmed(text) === undefined);
  return [
    ...(ca === 'set' && isEmpty(caFile) ? [missing('ca_file', 'CA file', 'name the file')] : []),
    ...(name === 'set' && isEmpty(serverName) ? [missing('server_name', 'Server name', 'give the name')] : []),
    ...(signIn === 'set' && isEmpty(user, passwordFile) ? [missing('user', 'User', 'give a name, a password file, or both')] : []),
    ...(client === 'set' && isEmpty(certFile, keyFile) ? [missing('cert_file', 'Client certificate', 'name certificate and key')] : []),
  ];
}

function selectorOf({ section, name, index }: CheckedConnection): Partial<ConnectionAnswer> {
  switch (section) {
    case 'scrape':
      return { job: name };
    case 'alertmanager':
      return { alertmanager: index };
    case 'remoteWrite':
      return { remote_write: name };
    case 'remoteRead':
      return { remote_read: name };
  }
}

const everyOne = { scrape: { job: 'all' }, alertmanager: { alertmanager: 'all' }, remoteWrite: { remote_write: 'all' }, remoteRead: { remote_read: 'all' } } as const;

/** Whether `all` means the chosen ones of a section and nothing else. */
function isWhole(chosen: readonly CheckedConnection[], all: readonly CheckedConnection[]): boolean {
  return chosen.length > 1 && chosen.length === all.length && all.every(({ name, canSwitch }) => canSwitch && name !== 'all');
}

/**
 * @param all connections of the setup, among which `keys` were chosen
 * @returns one answer each, or one for all of a section; none where nothing is chosen or nothing changes
 */
export function connectionAnswers(all: readonly CheckedConnection[], { keys, becomes }: Choice): ConnectionAnswer[] {
  const changes = changesOf(becomes);
  if (Object.keys(changes).length === 0) return [];
  const selectors = sectionOrder.flatMap((section): Partial<ConnectionAnswer>[] => {
    const present = all.filter((each) => each.section === section);
    const chosen = present.filter((each) => each.canSwitch && keys.has(keyOf(each)));
    if (isWhole(chosen, present)) return [everyOne[section]];
    // Remotes of the same name are meant by the same word.
    return [...new Map(chosen.map((each) => [section === 'alertmanager' ? each.index : each.name, selectorOf(each)])).values()];
  });
  return selectors.map((selector) => ({ ...selector, ...changes }));
}
