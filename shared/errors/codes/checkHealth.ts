/** Codes of `check` about whatever asks a server how it is: commands of units, probes of a blackbox_exporter. Part of `checkAcross.ts`. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const checkHealthCodes = {
  HEALTH_CHECK_OVER_HTTP: {
    message: '{setting} of {unit} asks {url} over plain HTTP, while {web} turns TLS on there: it gets 400 Bad Request, and {effect}.',
    hint: 'A health check needs the CA, and where there are users a password, which belongs in a file that its account alone can read. The command becomes: {line}',
  },
  HEALTH_CHECK_WITHOUT_PASSWORD: {
    message: '{setting} of {unit} asks {url} without a password, while {web} has users: it gets 401 Unauthorized, and {effect}.',
    hint: 'A password protects every page, also /-/ready and /-/healthy. It belongs in a file that the account of the unit alone can read. The command becomes: {line}',
  },
  HEALTH_CHECK_WITHOUT_CA: {
    message: '{setting} of {unit} asks {url} without naming a CA, and the certificate of {server} is {issuer}: {client} refuses it, and {effect}.',
    hint: 'Name the CA of the certificate rather than turning the check of it off. The command becomes: {line}',
  },
  HEALTH_CHECK_SHOWS_PASSWORD: {
    message: '{setting} of {unit} gives {client} a password on the command line, where everybody on this machine can read it.',
    hint: 'Every process list shows it while the command runs, and the unit file always. Move it to a file that the account of the unit alone can read. The command becomes: {line}',
  },
  PROBE_OVER_HTTP: {
    message: 'The job {job} probes {target} over plain HTTP, while {web} turns TLS on there: the probe reports a failure.',
    hint: 'Write https in the target. If {web} has users, the module in blackbox.yml needs basic_auth too.',
  },
  PROBE_WITHOUT_PASSWORD: {
    message: 'The job {job} probes {target} with the module {module}, which sends no password, while {web} has users: it gets 401, and the probe reports a failure.',
    hint: 'Give these targets a module of their own, so that no other target is sent the password, and write there below http: {line}',
  },
  PROBE_WITHOUT_CA: {
    message: 'The job {job} probes {target} with the module {module}, which names no CA, and the certificate of {server} is {issuer}: the probe reports a failure.',
    hint: 'Write into the module, below {prober}: {line}',
  },
  PROBE_MODULE_UNKNOWN: {
    message: 'The job {job} probes with the module {module}, which {file} does not have: the blackbox_exporter answers 400, and the scrape fails.',
    hint: 'Write one of its modules: {modules}. Or add {module} to {file} and reload the exporter.',
  },
} as const satisfies Record<string, CatalogueEntry>;
