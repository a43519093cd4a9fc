/** Everything that can be said about the text of a web.yml, for one release of Prometheus. */
import { problem } from '../../errors/failure.ts';
import { finding } from '../../model/finding.ts';
import type { ConfigText } from '../../model/setupFacts.ts';
import { readYaml } from '../../yaml/readYaml.ts';
import { lineStartsOf, positionAt } from '../../yaml/textPosition.ts';
import { isNull, liveSlots, valueOf, type YamlDocument } from '../../yaml/yamlNode.ts';
import { fromProblem } from '../fromProblem.ts';
import { cipherNotes } from './cipherNotes.ts';
import { clientCertificateNotes } from './clientCertificateNotes.ts';
import { endOfIndented } from './endOfIndented.ts';
import { goYamlProblem } from './goYamlProblem.ts';
import { headerNotes } from './headerNotes.ts';
import { materialNotes } from './materialNotes.ts';
import { rateLimitNotes } from './rateLimitNotes.ts';
import { needNotes, readWebFields } from './readWebFields.ts';
import { syntaxNote } from './syntaxNotes.ts';
import { tlsNotes } from './tlsNotes.ts';
import type { ToolkitLine } from './toolkitLine.ts';
import { userNotes } from './userNotes.ts';
import { stages, type WebContext, type WebNote } from './webNote.ts';
import { enablesTls, type WebValues } from './webValues.ts';
import { wordNotes } from './wordNotes.ts';

export interface WebConfigReading {
  readonly notes: readonly WebNote[];
  /** The file asks for TLS; without it the server speaks plain HTTP. */
  readonly enablesTls: boolean;
}

function documentNotes(path: string, document: YamlDocument): WebNote[] {
  const root = valueOf(document.root.value);
  const isEmpty = isNull(root) || (root.kind === 'map' && liveSlots(root).length === 0);
  const empty = isEmpty ? [{ finding: finding('WEB_CONFIG_EMPTY', 'advice', {}, { path, line: 1, column: 1 }), refusedAt: null }] : [];
  if (document.nextDocument === null) return empty;
  const where = positionAt(document.lineStarts, document.nextDocument);
  const several = fromProblem(problem('YAML_SEVERAL_DOCUMENTS', {}, where), 'advice', { path });
  return [...empty, { finding: several, refusedAt: null }];
}

function valueNotes(context: WebContext, values: WebValues): WebNote[] {
  return [tlsNotes, cipherNotes, clientCertificateNotes, materialNotes, headerNotes, userNotes, rateLimitNotes].flatMap((notesOf) =>
    notesOf(context, values),
  );
}

/** A word that nobody knows hides what would follow from it, such as a suite that seems to be missing. */
function withoutConsequences(notes: readonly WebNote[]): WebNote[] {
  const unknown = notes.filter(({ refusedAt }) => refusedAt === 'word' || refusedAt === 'tls');
  const isHidden = (each: WebNote): boolean =>
    unknown.some((cause) => cause !== each && cause.finding.field === each.finding.field && each.refusedAt === 'start');
  return notes.filter((each) => !isHidden(each));
}

/** In the order in which a start would meet them; what it takes comes last. */
function inOrder(notes: readonly WebNote[]): WebNote[] {
  const rank = ({ refusedAt }: WebNote): number => (refusedAt === null ? stages.length : stages.indexOf(refusedAt));
  const place = ({ finding: { line = 0, column = 0 } }: WebNote): number => line * 10_000 + Math.min(column, 9999);
  return [...notes].sort((left, right) => rank(left) - rank(right) || place(left) - place(right));
}

/** The rest of the file may hold the users, so what is lost is more than comfort. */
function restNote(path: string, text: string, end: number): WebNote {
  const place = { path, ...positionAt(lineStartsOf(text), end) };
  return { finding: finding('WEB_REST_IGNORED', 'unsafe', {}, place), refusedAt: null };
}

/** @param names host names under which the server is used, as far as they are known */
export function webConfigNotes({ path, text }: ConfigText, line: ToolkitLine, names: readonly string[] = []): WebConfigReading {
  const reading = readYaml(text);
  if (!reading.ok) {
    const end = endOfIndented(text);
    const read = end === null ? null : webConfigNotes({ path, text: text.slice(0, end) }, line, names);
    const isReadable = read !== null && !read.notes.some(({ refusedAt }) => refusedAt === 'yaml');
    if (!isReadable || end === null) return { notes: [syntaxNote(path, text, reading.problem)], enablesTls: false };
    return { ...read, notes: [...read.notes, restNote(path, text, end)] };
  }
  const refused = goYamlProblem(reading.document);
  if (refused !== null) return { notes: [syntaxNote(path, text, refused)], enablesTls: false };
  const context: WebContext = { path, document: reading.document, line, names };
  const { values, notes, needs } = readWebFields(context);
  const words = wordNotes(context, values);
  const all = [
    ...notes,
    ...words.notes,
    ...needNotes(context, [...needs, ...words.needs]),
    ...valueNotes(context, values),
    ...documentNotes(path, reading.document),
  ];
  return { notes: inOrder(withoutConsequences(all)), enablesTls: enablesTls(values) };
}
