/** Remedies for a web.yml that cannot be read: the least change of lines after which it says what it was meant to say. */
import type { Finding } from '../model/finding.ts';
import type { ConfigText } from '../model/setupFacts.ts';
import type { LineEdit } from '../model/lineEdit.ts';
import { readWebConfig } from '../prometheus/webConfig.ts';
import { editLines } from '../yaml/editLines.ts';
import { fieldsBelow, keyOf, webConfigFields, webField } from '../check/webConfig/webConfigFields.ts';
import { nearestWord } from '../check/webConfig/nearestWord.ts';
import { peek } from '../yaml/editPath.ts';
import { valueOf } from '../yaml/yamlNode.ts';
import { fieldPath } from './fieldPath.ts';
import { checkWebConfig } from '../check/webConfig/checkWebConfig.ts';
import { editsOf, remedy, type Remedy, type RepairContext } from './repairContext.ts';

function isSound(text: string, path: string): boolean {
  return checkWebConfig({ path, text }, { version: null }).every(({ severity }) => severity !== 'broken');
}

/** Fields that keep somebody out; a line with one of them is for a person to mend, not to be taken away. */
const guards = /client_auth|client_ca|client_allowed_sans|min_version|cipher_suites|rate_limit|tls_server_config|basic_auth_users/;

/** What protects the server must not go with the line: certificate, guards, and every user that can still be seen in the text. */
function protects(before: string, after: string, line: string): boolean {
  if (guards.test(line)) return false;
  const facts = readWebConfig(after);
  const hashes = before.match(/\$2[abxy]\$\d\d\$/g) ?? [];
  const wantsTls = /^\s*cert_file\s*:/m.test(before);
  return (facts.tls?.enables === true || !wantsTls) && facts.users.length >= hashes.length;
}

function withTabs(text: string): LineEdit[] {
  return text.split('\n').flatMap((line, index) => (/^ *\t/.test(line) ? [{ op: 'untab' as const, line: index + 1 }] : []));
}

/** The known field that a misspelt key was meant to be, where that alone makes the file sound. */
function renameMisspelt(found: Finding, { path, text }: ConfigText): LineEdit[] {
  const at = fieldPath(found);
  const from = at?.at(-1);
  if (found.line === undefined || typeof from !== 'string' || at === null) return [];
  const known = fieldsBelow(at.slice(0, -1).join('.')).map((field) => keyOf(field.path));
  const to = nearestWord(from, known);
  const lines: LineEdit[] = to === null ? [] : [{ op: 'renameKey', line: found.line, from, to }];
  return lines.length > 0 && isSound(editLines(text, lines), path) ? lines : [];
}

const fieldNames: ReadonlySet<string> = new Set(webConfigFields.map(({ path }) => keyOf(path)));

/** A field of web.yml that lacks its colon, or the blank behind it; or a user before a hash. */
function addColon({ line = 0 }: Finding, { path, text }: ConfigText): LineEdit[] {
  const [, key = '', rest = ''] = /^\s*([\w.@-]{1,64}):?[ \t]*(.*?)\r?$/.exec(text.split('\n')[line - 1] ?? '') ?? [];
  if (!fieldNames.has(key) && !/^["']?\$2[abxy]\$/.test(rest)) return [];
  const lines: LineEdit[] = [{ op: 'addColon', line, key }];
  return isSound(editLines(text, lines), path) ? lines : [];
}

/** A word that a field does not know becomes the one that was meant. */
export function correctWord(found: Finding, context: RepairContext): Remedy | null {
  const config = context.view.setup.webConfigs.find(({ path }) => path === found.path);
  const at = fieldPath(found);
  const web = context.view.webs.find(({ path }) => path === found.path);
  if (config === undefined || at === null || web?.document == null) return null;
  const node = peek(web.document.root, at);
  const value = node === null ? null : valueOf(node);
  const allowed = (webField(at.join('.'))?.values ?? []).filter(({ goneFrom }) => goneFrom === null).map((each) => each.value);
  const meant = value?.kind === 'scalar' ? nearestWord(value.text, allowed) : null;
  if (meant === null) return null;
  const edits = [{ op: 'set' as const, path: at, value: { kind: 'scalar' as const, value: meant } }];
  return remedy(`Set ${String(at.at(-1))} to ${meant}`, { edits: [editsOf(context, 'webConfig', config.path, { edits })] });
}

/** Tabs become spaces; a misspelt key becomes the field that was meant, and gets its colon; else the line at fault becomes a comment, where nothing is open to more people after it. */
export function repairText(found: Finding, context: RepairContext): Remedy | null {
  const config = context.view.setup.webConfigs.find(({ path }) => path === found.path);
  if (config === undefined) return null;
  const { path, text } = config;
  const tabs = withTabs(text);
  if (tabs.length > 0 && isSound(editLines(text, tabs), path)) {
    return remedy('Replace tabs by spaces', { edits: [editsOf(context, 'webConfig', path, { lines: tabs })] });
  }
  const renames = renameMisspelt(found, config);
  if (renames.length > 0) return remedy('Correct the spelling of the field', { edits: [editsOf(context, 'webConfig', path, { lines: renames })] });
  const colon = found.code === 'YAML_COLON_MISSING' ? addColon(found, config) : [];
  if (colon.length > 0) return remedy('Write the colon that is missing', { edits: [editsOf(context, 'webConfig', path, { lines: colon })] });
  const line = found.line ?? 0;
  const candidates = [line, line - 1].filter((number) => number >= 1);
  for (const number of candidates) {
    const lines: LineEdit[] = [{ op: 'commentOut', line: number }];
    const after = editLines(text, lines);
    if (after !== text && isSound(after, path) && protects(text, after, text.split('\n')[number - 1] ?? '')) {
      return remedy(`Make a comment of line ${String(number)}`, { edits: [editsOf(context, 'webConfig', path, { lines })] });
    }
  }
  return null;
}
