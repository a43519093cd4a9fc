/**
 * A setup that exists, as the checks see it: files, who uses them, and what is live. Texts hold secrets, so these
 * facts never leave the privileged side; findings do.
 */
import type { Problem } from '../errors/failure.ts';
import type { Connection } from './connection.ts';
import type { Account } from './hostFacts.ts';
import type { MaterialFacts } from './materialFacts.ts';
import type { Target } from './report.ts';

/** Servers that take a web.yml and that PromSeal knows by name. */
export type ServerKind = 'prometheus' | 'node_exporter' | 'alertmanager' | 'pushgateway' | 'blackbox_exporter';

export interface ConfigText {
  readonly path: string;
  readonly text: string;
  /** When it was last written, epoch milliseconds; null or absent when not known. */
  readonly changedAt?: number | null;
}

/** A certificate as a server presents it now, on a fresh connection. */
export interface ServedFacts {
  /** Where it was asked: host:port. */
  readonly address: string;
  readonly speaks: 'tls' | 'http' | 'nothing' | 'other';
  /** SHA-256 of the chain as served, leaf first. */
  readonly chainSha256: readonly string[];
  /** Go's own sentence when it does not take the chain with the CA of the self-scrape; null when it does or is not known. */
  readonly handshakeError: string | null;
  /** Status of the metrics page without credentials; null when there was none. */
  readonly statusWithoutPassword: number | null;
}

/** What a running Prometheus says of itself, when it lets us ask. */
export interface LiveFacts {
  readonly jobs: readonly string[];
  readonly targets: readonly Target[];
  /** `web.config.file`, `web.external-url` and so on, as /api/v1/status/flags has them. */
  readonly flags: Readonly<Record<string, string>>;
  readonly reloadSucceeded: boolean | null;
  /** When it last took its configuration, epoch milliseconds (lastConfigTime); null or absent when not known. */
  readonly configLoadedAt?: number | null;
}

export interface SetupServer {
  readonly kind: ServerKind;
  /** From `--version`; null when it could not be asked. */
  readonly version: string | null;
  readonly promtool: string | null;
  /** Asked of promtool, else told by the version: names of `knowsFeature`. */
  readonly capabilities: readonly string[];
  readonly running: boolean;
  readonly pid: number | null;
  readonly control: 'promseal' | 'process' | 'systemd' | 'none';
  readonly unit: string | null;
  readonly account: Account | null;
  readonly args: readonly string[];
  /** What the unit or the defaults file says it would be started with next time; null when not known or the same. */
  readonly nextArgs: readonly string[] | null;
  readonly workingDirectory: string | null;
  readonly configFile: string | null;
  readonly webConfigFile: string | null;
  readonly listen: string;
  readonly served: ServedFacts | null;
  readonly live: LiveFacts | null;
  /** Whether an authority of this machine vouches for the certificate of its web.yml; null or absent when not known. */
  readonly trustedBySystem?: boolean | null;
}

/** Settings of a unit whose commands may ask a server: systemd.service(5). */
export type UnitCommandSetting = 'ExecCondition' | 'ExecStartPre' | 'ExecStart' | 'ExecStartPost' | 'ExecReload';

/** A command of a unit that names a client of HTTP. */
export interface UnitCommand {
  readonly unit: string;
  /** The file that it stands in, the unit's own or a drop-in, and its line there, counted from 1. */
  readonly path: string;
  readonly line: number;
  readonly setting: UnitCommandSetting;
  /** Program and arguments as systemd starts them; there may be passwords among them. */
  readonly words: readonly string[];
  /** systemd goes on when it fails: the prefix `-`. */
  readonly mayFail: boolean;
  /** Whether a target or a timer starts the unit by itself. */
  readonly enabled: boolean;
  /** Names of the variables that the unit sets or passes on. */
  readonly environment: readonly string[];
  /** Clients that take settings from files of the account or the machine: these may sign in, or name an authority. */
  readonly ownSettings: readonly ('curl' | 'wget')[];
}

/** Whether a password of the setup opens the door it is for. */
export interface SignInFacts {
  readonly section: Connection['section'];
  /** Name of the connection. */
  readonly job: string;
  readonly user: string;
  /** The user has a hash in the web.yml of the server that the job scrapes. */
  readonly userExists: boolean;
  /** null: the password could not be read, or hash or server are not known. */
  readonly matches: boolean | null;
  /** Bytes of the password as it is sent; null when not known. */
  readonly bytes: number | null;
}

export interface PromtoolVerdict {
  readonly path: string;
  readonly version: string | null;
  readonly ok: boolean;
  /** Its words without secrets; empty when it passed. */
  readonly words: string;
}

export interface SetupFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly webConfigs: readonly ConfigText[];
  readonly scrapeConfigs: readonly ConfigText[];
  /** Every file that was given or that a configuration names, by absolute path. */
  readonly files: Readonly<Record<string, MaterialFacts>>;
  /** Which of these files the account of a server cannot read: path to account name. */
  readonly unreadable: Readonly<Record<string, string>>;
  readonly servers: readonly SetupServer[];
  /** The blackbox.yml of each blackbox_exporter of the setup. */
  readonly probeConfigs: readonly ConfigText[];
  /** Of all units of this machine, also those that start no server of the setup. */
  readonly unitCommands: readonly UnitCommand[];
  readonly signIns: readonly SignInFacts[];
  /** Names and addresses of this machine: a target with one of them and a server's port is that server. */
  readonly ownNames: readonly string[];
  readonly promtool: readonly PromtoolVerdict[];
  /** What could not be looked at, and why. */
  readonly problems: readonly Problem[];
}
