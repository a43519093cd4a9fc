/**
 * The script by which root installs a bundle: a list of what this one change is about, then the functions that every
 * bundle shares. It holds no secret and no hash of one: contents and their hashes are files beside it.
 */
import { shellQuote } from '../doctor/shellQuote.ts';
import { bundleShellFiles } from './bundleShellFiles.ts';
import { bundleShellReload } from './bundleShellReload.ts';
import { bundleShellRun } from './bundleShellRun.ts';
import { bundleShellServer } from './bundleShellServer.ts';
import type { BundleCheck, BundleFile, BundleFolder, BundleProof, BundleRights, BundleSpec } from './bundleSpec.ts';

const words = (...all: readonly string[]): string => all.map(shellQuote).join(' ');
const rights = ({ mode, owner, group }: BundleRights): string[] => [mode.toString(8), owner, group];

/** A comment ends at the end of its line, whatever the sentence is made from. */
const comment = (text: string): string => `# ${text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')}`;

function shellFunction(name: string, lines: readonly string[]): string {
  return [`${name}() {`, ...(lines.length === 0 ? [':'] : lines).map((line) => `  ${line}`), '}'].join('\n');
}

const folderCall = (folder: BundleFolder): string => `"$1" ${words(folder.path, ...rights(folder))} || return`;

function fileWords(file: BundleFile): string {
  return words(file.staged, file.path, ...rights(file), ...(file.before === null ? ['-', '-', '-'] : rights(file.before)));
}

const fileCalls = (files: readonly BundleFile[]): string[] => files.flatMap((file) => [comment(file.why), `"$1" ${fileWords(file)} || return`]);

const checkCall = (check: BundleCheck): string => `check ${words(check.what, check.staged, check.copy, ...rights(check))} || return`;

const proofCall = ({ title, expect, credentials, curl }: BundleProof): string => `"$1" ${words(title, expect.join(' '), credentials ?? '-')} ${curl}`;

const print = (lines: readonly string[]): string[] => lines.map((line) => `printf '  %s\\n' ${shellQuote(line)}`);

/** A marker for the number of the process, which only who runs the commands can know. */
function handLines(commands: readonly string[]): string[] {
  const note = commands.some((command) => /\bPID\b/.test(command)) ? ['(PID stands for the number of the process of Prometheus)'] : [];
  return print([...commands, ...note]);
}

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

/** What a run that was killed may have left in the folders of the files. */
function cleanUp({ folders: made, files, checks }: BundleSpec): string[] {
  const folders = [...new Set([...made.map(({ path }) => path), ...files.map(({ path }) => path), ...checks.map(({ copy }) => copy)].map(folderOf))];
  return [
    ...folders.map((folder) => `rm -rf -- ${shellQuote(folder)}/"$work"`),
    ...checks.map(({ copy }) => `rm -f -- ${shellQuote(copy)}`),
    'rm -rf -- "$state/backup/$work"',
  ];
}

function settings({ id, sumsSha256, promtool, account, process, rereads }: BundleSpec): string[] {
  return [
    `id=${shellQuote(id)}`,
    `sums_hash=${shellQuote(sumsSha256)}`,
    `promtool=${shellQuote(promtool ?? '')}`,
    `account=${shellQuote(account ?? '')}`,
    `process=${process.kind}`,
    `rereads=${rereads ? 'yes' : 'no'}`,
    `unit=${shellQuote('unit' in process ? process.unit : '')}`,
    'here=$(CDPATH= cd -P -- "$(dirname -- "$0")" && pwd -P) || exit 1',
    'sums=$here/sums',
    'base=/var/lib/promseal',
    'state=$base/bundle-$id',
    'work=.promseal-$id',
  ];
}

const head = `#!/bin/sh
# Staged by PromSeal. Run it as root; it asks nothing:
#   sh install.sh --dry-run   says what it would do
#   sh install.sh             backs up, writes, checks, restarts or reloads, proves; puts everything back when that fails
#   sh install.sh --undo      puts everything back
# What this change is about stands first. It may be run again at any time, also after it was killed.
set -u
umask 077
LC_ALL=C
export LC_ALL`;

function lists(spec: BundleSpec): string[] {
  const { folders, files, checks, process, proofs, ownWord } = spec;
  const first = files.filter(({ configuration }) => !configuration);
  const last = files.filter(({ configuration }) => configuration);
  const hands = process.kind === 'hands' ? process : { commands: [`systemctl restart ${shellQuote('unit' in process ? process.unit : '')}`], back: [] };
  return [
    '# Folders: path, mode, owner, group.',
    shellFunction('folders', folders.map(folderCall)),
    shellFunction('folders_back', folders.toReversed().map(folderCall)),
    '# Files: name in the bundle, path, mode, owner, group, and the last three as they are before; - where there is none.',
    shellFunction('files_first', fileCalls(first)),
    shellFunction('files_last', fileCalls(last)),
    shellFunction('files', ['files_first "$1" && files_last "$1"']),
    shellFunction('files_back', files.toReversed().map((file) => `"$1" ${fileWords(file)} || return`)),
    shellFunction('checks', spec.promtool === null ? [] : checks.map(checkCall)),
    '# Knocks on the door: what it shows, the answers that are right, who signs in, and the command.',
    shellFunction('first_proof', proofs.slice(0, 1).map(proofCall)),
    shellFunction('proofs', proofs.map(proofCall)),
    '# What the server says of its last reload: who signs in, and the command.',
    shellFunction('own_word', ownWord === null ? [] : [`"$1" ${shellQuote(ownWord.credentials ?? '-')} ${ownWord.curl}`]),
    shellFunction('knock_back', spec.knockBack === null ? [] : [`"$1" - ${spec.knockBack}`]),
    shellFunction('commands', handLines(hands.commands)),
    shellFunction('commands_back', handLines(hands.back)),
    shellFunction('clean_up', cleanUp(spec)),
  ];
}

/** @returns the text of `install.sh`, for any POSIX shell with the GNU tools that it names and looks for */
export function bundleScript(spec: BundleSpec): string {
  return [head, ...settings(spec), '', ...lists(spec), bundleShellFiles.trimEnd(), bundleShellServer.trimEnd(), bundleShellReload.trimEnd(), bundleShellRun].join('\n');
}
