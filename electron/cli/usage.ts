/** The command line's own help: one entry a command, from which the page of all and the page of each are made. */
import { fold } from './fold.ts';

export interface CommandHelp {
  /** What stands behind `promseal`. */
  readonly call: string;
  /** One line, without a full stop. */
  readonly does: string;
  /** Each option with what it does. */
  readonly options: readonly (readonly [option: string, does: string])[];
  /** What the exit codes mean; wrong usage is 2 for all of them. */
  readonly exit: string;
  readonly example?: string;
}

const json = ['--json', 'one JSON object a line on standard output, and nothing else there'] as const;
const verbose = ['--verbose', 'show the log of the server too'] as const;
const force = ['--force', 'put back even what somebody changed since'] as const;
const server = [
  ['--listen HOST:PORT', 'the setup of the server that listens there'],
  ['--unit NAME', 'the setup of the server that this systemd unit starts'],
] as const;
const change = [
  ['--dir FOLDER', 'work in this folder instead of the one in the answers file'],
  ['--set NAME=VALUE', 'change one answer, such as certificate.days=90; may be repeated'],
] as const;

export const commandHelp = {
  serve: {
    call: 'serve [--port N] [--open]',
    does: 'the wizard in a browser, on 127.0.0.1 only',
    options: [['--port N', 'the port to serve on; a free one when left out'], ['--open', 'open the browser as well']],
    exit: '0 when you end it or nobody uses it for half an hour, 1 when wrong keys were tried on its port',
  },
  plan: {
    call: 'plan ANSWERS.yml',
    does: 'show what would change, and change nothing',
    options: [...change, json],
    exit: '0 nothing to change, 2 there are changes, 1 an error',
    example: 'plan docs/examples/article.yml',
  },
  apply: {
    call: 'apply ANSWERS.yml',
    does: 'change it and prove it',
    options: [['--yes', 'do not ask before changing'], ...change, verbose, json],
    exit: '0 only when everything is proven, 1 otherwise',
    example: 'apply docs/examples/rehearsal.yml',
  },
  undo: {
    call: 'undo DIR',
    does: 'put back what the last run changed in this folder',
    options: [['--to CHECKPOINT', 'and every run since this one, such as 000001'], force, verbose, json],
    exit: '0 when everything is back, 1 otherwise',
    example: 'undo ~/promseal-rehearsal',
  },
  recover: {
    call: 'recover DIR',
    does: 'put back what a run that was killed had changed',
    options: [force, verbose, json],
    exit: '0 when everything is back, 1 otherwise',
  },
  check: {
    call: 'check FILE...|DIR',
    does: 'say what is wrong with a setup, and change nothing',
    options: [
      ...server,
      ['--offline', 'do not look for servers that use the files'],
      ['--prometheus-version V', 'judge files that no server uses for this release, such as 2.53; for every one since 2.24 when left out'],
      ['--verbose', 'or -v: also what each finding was seen by, and what its field is for'],
      ['--json', 'one JSON object on standard output, and nothing else there'],
    ],
    exit: '0 sound or with advice only, 1 anything else',
    example: 'check /etc/prometheus/prometheus.yml /etc/prometheus/web.yml',
  },
  heal: {
    call: 'heal DIR|FILE...',
    does: 'repair what check finds and PromSeal can repair, and prove it',
    options: [
      ...server,
      ['--only CODE', 'repair only findings of this code, or the one of this id; may be repeated'],
      ['--dry-run', 'show what would be done, and change nothing'],
      ['--bundle FOLDER', 'stage it in this new folder for root to install, as bundle does'],
      ['--yes', 'do not ask before changing'],
      verbose,
      json,
    ],
    exit: '0 repaired, proven and sound, 1 otherwise, with --dry-run that of plan',
    example: 'heal /etc/prometheus --dry-run',
  },
  bundle: {
    call: 'bundle ANSWERS.yml --out FOLDER',
    does: 'stage a change of files that only root may write, with one script to install it',
    options: [['--out FOLDER', 'write it there; the folder must not be there yet'], ...change, json],
    exit: '0 staged, or nothing to change; 1 an error',
    example: 'bundle answers.yml --out ~/prometheus-bundle',
  },
  probe: {
    call: 'probe URL...',
    does: 'try connections and say what is wrong with them',
    options: [
      ['--cacert FILE', 'the certificate to trust'],
      ['--user NAME', 'sign in; the password is asked for'],
      ['--password-file FILE', 'or read from here'],
      ['--cert FILE', 'show this client certificate, PEM'],
      ['--key FILE', 'with its private key, PEM, without a passphrase'],
      ['--server-name NAME', 'expect this name in the certificate'],
      ['--insecure', 'go on with a certificate that is not trusted'],
      ['--timeout SECONDS', 'give up after this long; 10 when left out'],
      json,
    ],
    exit: '0 when every connection is well, 1 when one is not',
    example: 'probe https://localhost:9090 --cacert prometheus.crt --user admin',
  },
  export: {
    call: 'export grafana|nginx DIR',
    does: 'print what Grafana or nginx needs for the setup in DIR',
    options: [['--out FOLDER', 'write it there as a file'], ['--name NAME', 'of the data source, or of the proxy']],
    exit: '0 written, 1 when there is no setup in the folder',
    example: 'export grafana ~/prometheus_tls_example',
  },
} as const satisfies Readonly<Record<string, CommandHelp>>;

const columns = 80;

/** Two columns; what does not fit beside the first begins on the next line. */
function row(left: string, right: string, width: number): string[] {
  const indent = ' '.repeat(width + 2);
  const lines = fold(right, columns - indent.length, '').map((line) => `${indent}${line}`);
  if (left.length + 4 > indent.length) return [`  ${left}`, ...lines];
  return [`  ${left}`.padEnd(indent.length) + (lines[0] ?? '').trimStart(), ...lines.slice(1)];
}

const optionWidth = 25;
const rows = (lines: readonly (readonly [string, string])[], width: number): string => lines.flatMap(([left, right]) => row(left, right, width)).join('\n');

const help: Readonly<Record<string, CommandHelp>> = commandHelp;

const commandRows = Object.values(help).map(({ call, does }) => [`promseal ${call}`, does] as const);

/** All commands on one page of 80 columns. */
export const usage = `promseal: TLS, passwords and proof for a Prometheus

${rows([['promseal', 'open the window, or a link for the browser where there is none'], ...commandRows, ['promseal --version', 'which version this is']], 31)}

promseal COMMAND --help shows the options and exit codes of one command.
A command line that is typed wrong ends with exit 2.
Ctrl-C while applying puts everything back.
Passwords come from password_file, password_env or a prompt, never from the
command line. docs/answers.md describes the answers file;
docs/examples/article.yml is a complete one.`;

/** Everything, as the documentation has it. */
export function usagePages(): string {
  return [usage, ...Object.keys(help).map(usageOf)].join('\n\n\n');
}

/** One command with its options; all of them for what is no command. */
export function usageOf(command: string | undefined): string {
  const found = command === undefined || !Object.hasOwn(help, command) ? undefined : help[command];
  if (found === undefined) return usage;
  const { call, does, options, exit, example } = found;
  return [
    `promseal ${call}`,
    ...fold(`${does.slice(0, 1).toUpperCase()}${does.slice(1)}.`, columns, ''),
    '',
    rows(options, optionWidth),
    '',
    ...fold(`Exit code: ${exit}, 2 wrong usage.`, columns, ''),
    ...(example === undefined ? [] : [`Example: promseal ${example}`]),
  ].join('\n');
}
