/** Targets that are written in the file, and the scheme and path by which they are asked. */
import type { Finding } from '../../model/finding.ts';
import { relabelsOf } from '../../prometheus/connections.ts';
import { hasValue } from '../../prometheus/connectionParts.ts';
import { fieldsOf, itemsOf, textAt, type Fields } from '../../prometheus/connectionSections.ts';
import { safeUrl } from '../../prometheus/safeUrl.ts';
import { isNull, valueOf, type Slot } from '../../yaml/yamlNode.ts';
import { fieldFinding, whereIs, type CheckedPart } from './checkedPart.ts';
import type { CheckedConnection } from './checkedParts.ts';
import { placeName } from '../../yaml/editPath.ts';

/** Whether a rule of relabelling could change the address of a target, or drop the target. */
function mayMoveTargets(fields: Fields): boolean {
  return itemsOf(fields, 'relabel_configs').some(({ value }) => {
    const action = textAt(fieldsOf(value), 'action')?.toLowerCase();
    return action !== undefined && /^(keep|drop|labelmap|keepequal|dropequal)$/.test(action);
  });
}

/** What Go writes into a URL as an escape, and then does not take there itself. Source: net/url. */
const outside = /[\s{}|\\^`#?%"<>]/;

function whyNotTarget(target: string): string | null {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::([^:]*))?$/.exec(target) ?? [];
  const odd = outside.exec(target.startsWith('[') ? target.replace(/%/g, '') : target);
  if (odd !== null) return /\s/.test(odd[0]) ? 'it holds a blank' : `it holds ${odd[0]}, which no host has, and Prometheus replaces no variables`;
  if (host === '' && port === undefined) return null;
  if (port === undefined || port === '') return null;
  if (!/^\d+$/.test(port)) return `${port} is no number of a port`;
  return Number(port) > 65_535 ? `${port} is above 65535, the highest port` : null;
}

interface Judged {
  readonly code: 'CONNECTION_TARGET_IS_URL' | 'CONNECTION_TARGET_PASSWORD' | 'CONNECTION_TARGET_INVALID';
  readonly details: Record<string, string>;
  readonly raw: string;
}

function judgeTarget(target: string): Judged | null {
  const shown = safeUrl(target);
  if (target.trim() === '') return { code: 'CONNECTION_TARGET_INVALID', details: { target: '""', reason: 'it is empty' }, raw: 'no address' };
  if (target.includes('/')) {
    const scheme = /^([a-z]+):\/\//i.exec(target)?.[1]?.toLowerCase();
    const host = safeUrl(target).replace(/^[a-z]+:\/\//i, '').replace(/\/[^]*$/, '');
    const advice = scheme === 'https' || scheme === 'http' ? ` and scheme: ${scheme}` : '';
    const place = /:\d+$/.test(host) ? host : `${host} with its port`;
    return { code: 'CONNECTION_TARGET_IS_URL', details: { target: shown, host: place, advice }, raw: 'is not a valid hostname' };
  }
  if (target.includes('@')) return { code: 'CONNECTION_TARGET_PASSWORD', details: { target: shown }, raw: 'invalid URL escape "%40"' };
  const reason = whyNotTarget(target);
  return reason === null ? null : { code: 'CONNECTION_TARGET_INVALID', details: { target: JSON.stringify(shown), reason }, raw: 'parse "http://' };
}

function targetFindings(group: CheckedPart): Finding[] {
  return itemsOf(group.fields, 'targets').flatMap((slot, index) => {
    const value = valueOf(slot.value);
    const judged = value.kind === 'scalar' ? judgeTarget(isNull(value) ? '' : value.text) : null;
    if (judged === null) return [];
    const item = { ...group, slot, at: [...group.at, 'targets', index] };
    return [fieldFinding(item, null, { code: judged.code, severity: 'broken', details: judged.details }, { raw: judged.raw })];
  });
}

/**
 * Codes: CONNECTION_TARGET_IS_URL, CONNECTION_TARGET_PASSWORD and CONNECTION_TARGET_INVALID, broken. Where relabelling
 * decides about the address, as for blackbox_exporter, anything can stand in `targets`.
 */
export function checkTargets({ self, groups }: CheckedConnection): Finding[] {
  if (relabelsOf(self.fields) || mayMoveTargets(self.fields)) return [];
  return groups.flatMap(targetFindings);
}

function schemeAt(part: CheckedPart, slot: Slot, at: CheckedPart['at']): Finding[] {
  const value = valueOf(slot.value);
  if (value.kind !== 'scalar') return [];
  const scheme = isNull(value) ? '' : value.text;
  if (/^https?$/i.test(scheme)) return [];
  const likely = /s/i.test(scheme) ? 'https' : 'http';
  const details = { scheme: scheme === '' ? 'empty' : safeUrl(scheme), advice: scheme === '' ? 'Write http or https, or delete the line.' : `Write ${likely}.` };
  const told = { code: 'CONNECTION_SCHEME_UNKNOWN', severity: 'broken', details } as const;
  const place = { field: placeName([...at, 'scheme']), ...whereIs(part.file, slot) };
  return [{ ...fieldFinding(part, 'scheme', told, { raw: 'unsupported protocol scheme' }), ...place }];
}

/** CONNECTION_SCHEME_UNKNOWN, broken: promtool takes any scheme, and then no target can be asked. */
export function checkScheme({ self }: CheckedConnection): Finding[] {
  const slot = self.fields.get('scheme');
  const judged = self.kind === 'scrape' || self.kind === 'alertmanager' || self.kind === 'discovery';
  // A relabelling of __scheme__ can put another one in its place.
  return slot === undefined || !judged || relabelsOf(self.fields) ? [] : schemeAt(self, slot, self.at);
}

/** CONNECTION_METRICS_PATH_QUERY, broken: the question mark is escaped, so the server is asked for another path. */
export function checkMetricsPath({ self }: CheckedConnection): Finding[] {
  const path = self.kind === 'scrape' && hasValue(self.fields, 'metrics_path') ? textAt(self.fields, 'metrics_path') : null;
  const mark = path === null ? -1 : path.indexOf('?');
  if (path === null || mark === -1) return [];
  const details = { path: path.slice(0, mark) };
  return [fieldFinding(self, 'metrics_path', { code: 'CONNECTION_METRICS_PATH_QUERY', severity: 'broken', details }, { raw: '%3F' })];
}
