/** What the start of each line of Prometheus says to a web.yml. */
import { toolkitLine, verdictLines } from './toolkitLine.ts';
import { webConfigNotes } from './webConfigNotes.ts';

export interface WebConfigVerdict {
  /** A release of that line, such as 2.42.0. */
  readonly line: string;
  /** It starts and serves, whatever it serves. */
  readonly accepted: boolean;
  /** The words by which it refuses, as promtool or the log have them without file and line; empty when it starts. */
  readonly words: string;
  /** It starts and speaks TLS. An accepted file that does not is served as plain HTTP. */
  readonly servesTls: boolean;
}

/** The verdicts on a text, taking for granted that the files it names are there and are what they should be. */
export function webConfigVerdicts(text: string): WebConfigVerdict[] {
  return verdictLines.map((version) => {
    const reading = webConfigNotes({ path: 'web.yml', text }, toolkitLine(version));
    const refusal = reading.notes.find(({ refusedAt }) => refusedAt !== null);
    const accepted = refusal === undefined;
    return { line: version, accepted, words: refusal?.finding.raw ?? '', servesTls: accepted && reading.enablesTls };
  });
}
