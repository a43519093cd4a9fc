/** What can be chosen on the Server step: everything found, and the ways to get one. */
import type { Answers } from '../../../shared/model/answers.ts';
import type { Discovery } from '../../../shared/model/discovery.ts';
import { chooseBinary, chooseProcess, chooseRehearsal, type ServerChoice } from '../../../shared/wizard/draft.ts';

export interface ServerOption {
  id: string;
  title: string;
  text: string;
  badge?: string;
  /** null: needs more than a click, such as a path. */
  choice: ServerChoice | null;
}

const versionWords = (version: string | null): string => (version === null ? 'Prometheus' : `Prometheus ${version}`);

/** One that PromSeal has started is known by the folder of its setup, so that it is listed once whatever it was chosen as. */
const managedId = (folder: string): string => `managed ${folder}`;

function processOptions(discovery: Discovery): ServerOption[] {
  return discovery.processes.map((found) => {
    const choice = chooseProcess(found, discovery);
    if (found.managed) {
      const text = `Listens on ${found.listen}. PromSeal started it for the setup in ${choice.folder}, watches it and can restart it.`;
      return { id: managedId(choice.folder), title: versionWords(found.version), text, badge: 'running', choice };
    }
    const may = found.mayControl ? 'PromSeal may make it read prometheus.yml again' : 'PromSeal may not signal it';
    const restart = found.unit !== null && found.mayControl ? 'and restart its unit' : 'and tells you what to restart';
    return {
      id: `process ${found.listen}`,
      title: versionWords(found.version),
      text: `Listens on ${found.listen}, run by ${found.user}${found.unit === null ? '' : ` as ${found.unit}`}. ${may}, ${restart}.`,
      badge: 'running',
      choice,
    };
  });
}

/** Everything to choose from, what was found first. */
export function serverOptions(discovery: Discovery): ServerOption[] {
  return [
    ...processOptions(discovery),
    ...discovery.binaries.map((found) => ({
      id: `binary ${found.path}`,
      title: `Start ${versionWords(found.version)}`,
      text: `${found.path}, in a folder of its own. PromSeal starts it, watches it and can restart it.`,
      choice: chooseBinary(found.path, discovery),
    })),
    { id: 'choose', title: 'A prometheus program elsewhere', text: 'Name the file. It is asked for its version.', choice: null },
    ...(discovery.releasePlatform === null
      ? []
      : [{ id: 'download', title: 'Download a release', text: 'From the official host, its SHA-256 compared before it is unpacked.', choice: null }]),
    {
      id: 'rehearsal',
      title: 'Rehearse without Prometheus',
      text: 'A stand-in with the same TLS, passwords and metrics, to try everything first.',
      choice: chooseRehearsal(discovery),
    },
  ];
}

const managedOption = (options: readonly ServerOption[], folder: string): string | undefined => options.find(({ id }) => id === managedId(folder))?.id;

const listening = (options: readonly ServerOption[], listen: string): string | undefined =>
  options.find(({ id, choice }) => id.startsWith('managed ') && choice?.server.kind === 'binary' && choice.server.listen === listen)?.id;

/**
 * The option that the answers stand for; `choose` for a program that was named by its path.
 * @param folder of the answers as it was found on the machine, absolute
 */
export function optionOf(answers: Answers, options: readonly ServerOption[], folder: string = answers.folder): string {
  const { server } = answers;
  switch (server.kind) {
    case 'rehearsal':
      return 'rehearsal';
    case 'download':
      return managedOption(options, folder) ?? 'download';
    case 'files':
      return 'choose';
    case 'binary':
      return managedOption(options, folder) ?? options.find((option) => option.id === `binary ${server.binary}`)?.id ?? 'choose';
    case 'running':
      return listening(options, server.listen) ?? `process ${server.listen}`;
    case 'service':
      return options.find(({ choice }) => choice?.server.kind === 'service' && choice.server.unit === server.unit)?.id ?? 'choose';
  }
}
