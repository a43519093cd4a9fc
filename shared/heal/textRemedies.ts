/** Remedies for a web.yml that cannot be read: the least change of lines after which it says what it was meant to say. */
import type { Finding } from '../model/finding.ts';
import type { LineEdit } from '../model/lineEdit.ts';
import { readWebConfig } from '../prometheus/webConfig.ts';
import { editLines } from '../yaml/editLines.ts';
import { checkWebConfig } from '../check/webConfig/checkWebConfig.ts';
import { editsOf, remedy, type Remedy, type RepairContext } from './repairContext.ts';

function isSound(text: string, path: string): boolean {
  return checkWebConfig({ path, text }, { version: null }).every(({ severity }) => severity !== 'broken');
}

/** What protects the server must not go with the line: certificate, and every user that can still be seen in the text. */
function protects(before: string, after: string): boolean {
  const facts = readWebConfig(after);
  const hashes = before.match(/\$2[abxy]\$\d\d\$/g) ?? [];
  const wantsTls = /^\s*cert_file\s*:/m.test(before);
  return (facts.tls?.enables === true || !wantsTls) && facts.users.length >= hashes.length;
}

function withTabs(text: string): LineEdit[] {
  return text.split('\n').flatMap((line, index) => (/^ *\t/.test(line) ? [{ op: 'untab' as const, line: index + 1 }] : []));
}

/** Tabs become spaces; else the line at fault becomes a comment, where nothing is open to more people after it. */
export function repairText(found: Finding, context: RepairContext): Remedy | null {
  const config = context.view.setup.webConfigs.find(({ path }) => path === found.path);
  if (config === undefined) return null;
  const { path, text } = config;
  const tabs = withTabs(text);
  if (tabs.length > 0 && isSound(editLines(text, tabs), path)) {
    return remedy('Replace tabs by spaces', { edits: [editsOf(context, 'webConfig', path, { lines: tabs })] });
  }
  const line = found.line ?? 0;
  const candidates = [line, line - 1].filter((number) => number >= 1);
  for (const number of candidates) {
    const lines: LineEdit[] = [{ op: 'commentOut', line: number }];
    const after = editLines(text, lines);
    if (after !== text && isSound(after, path) && protects(text, after)) {
      return remedy(`Make a comment of line ${String(number)}`, { edits: [editsOf(context, 'webConfig', path, { lines })] });
    }
  }
  return null;
}
