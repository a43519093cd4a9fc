/** Codes about planning and applying a change. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const planCodes = {
  PLAN_STALE: {
    message: 'Something changed on this machine since you looked at the plan, so it was not applied.',
    hint: 'The new plan is shown now. Look at it again, then apply.',
  },
  PLAN_BLOCKED: {
    message: 'This plan cannot be applied yet.',
    hint: 'Each problem below says what is missing.',
  },
  PROMTOOL_NOT_FOUND: {
    message: 'promtool is not on this machine, so nobody but PromSeal checks the new files before they are used.',
    hint: 'It comes with every Prometheus release; put it beside the prometheus program or on the PATH.',
  },
  PROMTOOL_REJECTED: {
    message: 'promtool refuses the new {path}, so nothing was changed.',
    hint: 'Its own words are below.',
  },
  VERSION_TOO_OLD: {
    message: 'Prometheus {version} does not know web.yml: TLS and passwords came with 2.24.',
    hint: 'Use a newer Prometheus; the first step can download one.',
  },
  VERSION_HAS_FAULT: {
    message: 'Prometheus {version} has {id}. {title}',
    hint: 'It is fixed in {fixed}, and in everything newer. A distribution may have fixed it in its own build: ask its security tracker.',
  },
  SERVER_WOULD_NOT_READ: {
    message: 'Prometheus runs as {name} (uid {uid}), which could not read the new {path}: secret files are for their owner alone.',
    hint: 'Apply as root, who can give them to its group: sudo promseal apply. Or apply as {name}.',
  },
  PORT_TAKEN: {
    message: '{listen} is in use by {program}, so Prometheus could not listen there.',
    hint: 'Choose another port, or end that program.',
  },
  RELOAD_NOT_CONFIRMED: {
    message: 'Prometheus did not say within {seconds} seconds that it has read prometheus.yml again.',
    hint: 'It may hang; its log shows what it is doing. The new files are in place: prove them once it answers, or undo the change.',
  },
  SETUP_NOT_FOUND: {
    message: '{path} holds no setup that PromSeal has made.',
    hint: 'Name the folder that was given when it was applied.',
  },
  NOTHING_TO_UNDO: {
    message: 'There is nothing in {path} that PromSeal changed and could put back.',
    hint: 'Name the folder that was given when it was applied.',
  },
  NOTHING_TO_RECOVER: {
    message: 'No change was interrupted in {path}, so there is nothing to recover.',
    hint: 'To take back a change that was finished, use undo.',
  },
  UNDO_WOULD_LOSE_CHANGES: {
    message: 'Nothing was put back: somebody changed {paths} after PromSeal did.',
    hint: 'Undo all the same (--force on the command line) to lose those changes; a copy of them is kept beside the checkpoint.',
  },
  USER_TWICE: { message: 'The user {user} is listed twice.', hint: 'Keep one of the two.' },
  USER_SOURCES_CONFLICT: {
    message: 'The user {user} has more than one source for its password.',
    hint: 'Give one of password_file, password_env, generate, keep, hash or remove.',
  },
  USER_NOT_THERE: {
    message: 'web.yml has no user {user} to keep or remove.',
    hint: 'Check the spelling, or give the user a password to add it.',
  },
  USER_COST_TELLS: {
    message: 'The password hash of {user} has cost {cost}. Prometheus answers slower or faster for this user than for one that does not exist, which tells who exists.',
    hint: 'Set the password again: PromSeal hashes with cost 10, the cost that Prometheus uses for unknown users.',
  },
  USERS_ALL_REMOVED: {
    message: 'No user is left: Prometheus will answer everybody without a password, from the next request on.',
    hint: 'Keep at least one user unless that is what you want.',
  },
  PASSWORD_IN_CLEAR: {
    message: 'Without TLS every password travels in clear over the network.',
    hint: 'Choose a certificate, or listen on 127.0.0.1 only.',
  },
  PASSWORD_MISSING: {
    message: 'The password of {user} is needed to apply this.',
    hint: 'Type it, or name a password_file or password_env. It is sent once and not stored, except where the plan says so.',
  },
  PASSWORD_DOES_NOT_MATCH: {
    message: 'This is not the password of {user} that web.yml has.',
    hint: 'Type it again, or set a new password for the user.',
  },
  PASSWORD_SOURCE_UNREADABLE: {
    message: 'The password of {user} cannot be read from {source}: {reason}.',
    hint: 'Check the name; a password_file is relative to the answers file.',
  },
  FOLDER_NOT_ABSOLUTE: {
    message: '{folder} does not say where the folder is.',
    hint: 'Begin with / or ~, such as ~/prometheus_sealed.',
  },
  NOTHING_ASKED: {
    message: 'Neither TLS nor a user is asked for, so there is nothing to secure.',
    hint: 'Choose a certificate, or add a user.',
  },
  CERTIFICATE_TO_HAND_OUT: {
    message: 'Everybody who trusts {old} has to be given {path}; until then they refuse this server.',
    hint: 'That is Grafana, other scrapers, and whoever imported it. The scrape of itself is changed in the same step.',
  },
  CERTIFICATE_NONE_TO_KEEP: {
    message: 'web.yml names no certificate that could be kept.',
    hint: 'Choose a self-signed certificate.',
  },
  CERTIFICATE_CA_UNKNOWN: {
    message: 'Another authority signed {path}, and nothing says which: it is proven against the authorities that this machine trusts.',
    hint: 'When it is an authority of your own, give its certificate as certificate.ca_file.',
  },
  CERTIFICATE_CA_UNREADABLE: {
    message: 'The certificate of the authority, {path}, cannot be used: {reason}.',
    hint: 'Give the path of its PEM file as certificate.ca_file.',
  },
  CLIENT_CERTIFICATES_REQUIRED: {
    message: 'web.yml asks every client for a certificate ({type}), and Prometheus has none to show when it scrapes itself.',
    hint: 'Let PromSeal make one (scrape.client_certificate: make), or name a pair in the tls_config of that job.',
  },
  LISTEN_INVALID: {
    message: '{listen} is not an address to listen on.',
    hint: 'Give host and port, such as 127.0.0.1:9090, or :9090 for every address.',
  },
  LIFECYCLE_OPEN: {
    message: 'The lifecycle API without users lets everybody who reaches the port stop Prometheus.',
    hint: 'Add a user, or leave it off: a signal reloads Prometheus just as well.',
  },
  ADMIN_API_OPEN: {
    message: 'The admin API without users lets everybody who reaches the port delete series.',
    hint: 'Add a user, or leave it off.',
  },
  CONFIG_NOT_USABLE: {
    message: '{path} cannot be used: {reason}.',
    hint: 'Put a readable file there, or choose another folder.',
  },
  SCRAPE_WILL_MISS_TLS: {
    message: 'The job {job} scrapes this server with the wrong scheme for it: its target will be down.',
    hint: 'Let PromSeal edit the job, or set its scheme and tls_config yourself.',
  },
  SCRAPE_WILL_GET_401: {
    message: 'The job {job} scrapes this server without signing in: its target will report 401 Unauthorized.',
    hint: 'Let PromSeal edit the job, or give it basic_auth yourself.',
  },
  SCRAPE_JOB_MIXED: {
    message: 'The job {job} scrapes this server together with others, so its scheme cannot be switched for this one alone.',
    hint: 'Move this server into a job of its own, or turn off editing of prometheus.yml.',
  },
  SCRAPE_OTHER_AUTH: {
    message: 'The job {job} uses {auth}, which Prometheus does not allow beside basic_auth.',
    hint: 'Remove it from that job, or turn off editing of prometheus.yml.',
  },
  SCRAPE_PASSWORD_EXPOSED: {
    message: 'The password would stand in {path}, which everybody on this machine can read (mode {mode}).',
    hint: 'Keep it in a file of its own (scrape.password: file), or take the right away: chmod o-r.',
  },
  SCRAPE_FILES_NOT_READ: {
    message: 'prometheus.yml takes more jobs from {files}. The job by which Prometheus scrapes itself is looked for in prometheus.yml alone.',
    hint: 'If a job in them scrapes this server, give it scheme, tls_config and basic_auth yourself.',
  },
  SCRAPE_RELABELS_SCHEME: {
    message: 'The job {job} sets __scheme__ for its targets, which counts more than its scheme.',
    hint: 'See that it gives the scheme that this server will speak.',
  },
  SCRAPE_USER_UNKNOWN: {
    message: 'Prometheus is to sign in as {user}, who is not a user of web.yml.',
    hint: 'Choose one of the users, or add this one.',
  },
  SCRAPE_JOB_NAME_TAKEN: {
    message: 'There is a job called {job} already, and it does not scrape this server.',
    hint: 'Give the new job another name.',
  },
} as const satisfies Record<string, CatalogueEntry>;
