/** Codes about what a check could not look at. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const checkGatherCodes = {
  CHECK_FILE_UNKNOWN: {
    message: '{path} is no web.yml, no prometheus.yml, no certificate and no key that PromSeal can recognise.',
    hint: 'Name the file of --web.config.file or of --config.file; the files that it names are then read too.',
  },
  CHECK_FOLDER_EMPTY: {
    message: 'There is no web.yml and no prometheus.yml in {folder}, and no server uses it.',
    hint: 'Name another folder, or the files themselves.',
  },
  CHECK_UNIT_OTHER: {
    message: 'The unit {unit} starts {program}, which is none of the servers that PromSeal knows.',
    hint: 'They are Prometheus, node_exporter, Alertmanager, Pushgateway and blackbox_exporter. A unit that starts one of them through a script is checked by its files.',
  },
  CHECK_SERVER_IN_CONTAINER: {
    message: 'The server on {listen} (process {pid}) has a file system of its own, as in a container, so its files were not looked at.',
    hint: 'Check the files that are mounted into it by their paths on this machine, or run the check inside of the container.',
  },
  CHECK_LIVE_CLEAR: {
    message: 'The Prometheus on {listen} asks for a password and speaks plain HTTP, so it was not asked for its targets.',
    hint: 'PromSeal sends no password without TLS. Everything that stands in files was checked all the same.',
  },
  CHECK_LIVE_UNVERIFIED: {
    message: 'The Prometheus on {listen} was not asked for its targets, because its certificate could not be verified: {reason}',
    hint: 'It was tried with the CA of the job that scrapes it and with the certificate in its web.yml. No password was sent.',
  },
  CHECK_LIVE_NO_PASSWORD: {
    message: 'The Prometheus on {listen} asks for a password, and none is known, so it was not asked for its targets.',
    hint: 'Known are the password of the job that scrapes it, and those in files called NAME.password beside its web.yml.',
  },
  CHECK_LIVE_CUT: {
    message: 'The Prometheus on {listen} has more targets than PromSeal reads, so they were not looked at one by one.',
    hint: 'Its own page /targets shows them. Whether each job is there was checked.',
  },
  CHECK_LIVE_STARTING: {
    message: 'The Prometheus on {listen} has just read its configuration and does not have all of its jobs yet, so what it says of them was left out.',
    hint: 'It takes up to five seconds to begin with new jobs. Check again in a moment.',
  },
  CHECK_PASSWORDS_SKIPPED: {
    message: '{count} passwords of scrape jobs were not compared with their hashes, because that would take too long.',
    hint: 'A hash of cost 10 takes a tenth of a second, one of cost 14 more than a second. Hashes over cost 14 are never tried.',
  },
} as const satisfies Record<string, CatalogueEntry>;
