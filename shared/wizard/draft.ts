/** The answers a wizard begins with: from what was found on the machine, or from a setup that is there. */
import { Answers } from '../model/answers.ts';
import type { Discovery, FoundProcess } from '../model/discovery.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { asApplied } from '../plan/asApplied.ts';
import { folderOf, inFolder } from '../plan/paths.ts';

/** The part of the answers that a choice of server settles. */
export type ServerChoice = Pick<Answers, 'server' | 'folder' | 'config_file' | 'web_config_file'>;

const ownFiles = { config_file: 'prometheus.yml', web_config_file: 'web.yml' } as const;

/** A server that PromSeal starts itself, in a folder of its own. */
export function chooseBinary(binary: string, discovery: Discovery): ServerChoice {
  const server = { kind: 'binary', binary, listen: discovery.suggestedListen, keep_running: true } as const;
  return { server, folder: discovery.suggestedFolder, ...ownFiles };
}

/** The stand-in server, for a try without Prometheus. */
export function chooseRehearsal(discovery: Discovery): ServerChoice {
  const server = { kind: 'rehearsal', listen: discovery.suggestedListen, keep_running: false } as const;
  return { server, folder: discovery.suggestedFolder, ...ownFiles };
}

/** A Prometheus that PromSeal started before: it goes on as a server of ours, in the folder of its setup. */
function chooseManaged({ binary, listen, configFile, webConfigFile }: FoundProcess & { binary: string }, folder: string): ServerChoice {
  const server = { kind: 'binary', binary, listen, keep_running: true } as const;
  return { server, folder, config_file: configFile ?? ownFiles.config_file, web_config_file: webConfigFile ?? ownFiles.web_config_file };
}

/** A Prometheus that runs already keeps its files where they are; a missing web.yml goes beside its prometheus.yml. */
export function chooseProcess(found: FoundProcess, discovery: Discovery): ServerChoice {
  const { managed, binary, workingDirectory } = found;
  if (managed && binary !== null && workingDirectory !== null) return chooseManaged({ ...found, binary }, workingDirectory);
  const config = found.configFile ?? inFolder(found.workingDirectory ?? discovery.suggestedFolder, 'prometheus.yml');
  const folder = folderOf(config);
  const server =
    found.unit === null ? ({ kind: 'running', listen: found.listen } as const) : ({ kind: 'service', unit: found.unit } as const);
  return { server, folder, config_file: config, web_config_file: found.webConfigFile ?? inFolder(folder, 'web.yml') };
}

/** What Next, Next, Next gives: the first server found, one that is not ours yet before one that is, this machine's names, a certificate as in the article, one user. */
export function initialAnswers(discovery: Discovery): Answers {
  const process = discovery.processes.find(({ managed }) => !managed) ?? discovery.processes[0];
  const [binary] = discovery.binaries;
  const choice =
    process !== undefined ? chooseProcess(process, discovery) : binary !== undefined ? chooseBinary(binary.path, discovery) : chooseRehearsal(discovery);
  return Answers.parse({
    version: 1,
    ...choice,
    names: discovery.names,
    certificate: { source: 'self_signed' },
    users: [{ name: 'prometheus' }],
  });
}

const newCertificate: Answers['certificate'] = { source: 'self_signed', subject: {}, key: 'p256', days: 365 };

/**
 * The answers for a setup that is opened again: everything there is kept until something else is asked for.
 * What is not there any more, as after an undo, is asked for anew.
 */
export function answersFromSetup(remembered: Answers, facts: HostFacts | null): Answers {
  const kept = asApplied(remembered);
  if (facts === null) return kept;
  const there = (facts.webConfig.facts?.users ?? []).map((user) => user.name);
  const known = kept.users.map((user) => user.name);
  const made = remembered.certificate.source === 'self_signed' ? remembered.certificate : newCertificate;
  return {
    ...kept,
    certificate: kept.certificate.source === 'keep' && facts.certificate === null ? made : kept.certificate,
    users: [
      ...known.map((name) => (there.includes(name) ? { name, keep: true as const } : { name })),
      ...there.filter((name) => !known.includes(name)).map((name) => ({ name, keep: true as const })),
    ],
  };
}
