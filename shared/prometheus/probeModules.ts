/** The modules of a blackbox.yml, as far as they say how a server is asked. Source: CONFIGURATION.md of blackbox_exporter. */
import type { ConnectionTls } from '../model/connection.ts';
import type { YamlDocument } from '../yaml/yamlNode.ts';
import { valueOf } from '../yaml/yamlNode.ts';
import { booleanAt, hasValue, signInOf, tlsOf } from './connectionParts.ts';
import { fieldsOf, itemsOf, textAt, textOfSlot, type Fields } from './connectionSections.ts';

export interface ProbeModule {
  /** http, tcp and so on; empty where none is written. */
  readonly prober: string;
  /** The tls_config of its prober. */
  readonly tls: ConnectionTls | null;
  /** A TCP module that speaks TLS from the beginning. */
  readonly startsTls: boolean;
  readonly signsIn: boolean;
  /** Those that it takes for success; empty: 200 to 299. */
  readonly statuses: readonly string[];
  /** A proxy asks the target, or the module wants no TLS there: nothing is to be said of it. */
  readonly isSpecial: boolean;
}

/** Headers are a map; newer ones have lists of values, or files. */
function sendsAuthorization(http: Fields): boolean {
  return ['headers', 'http_headers'].some((key) => [...fieldsOf(http.get(key)?.value).keys()].some((name) => name.toLowerCase() === 'authorization'));
}

function moduleOf(fields: Fields): ProbeModule {
  const prober = textAt(fields, 'prober') ?? '';
  const own = fieldsOf(fields.get(prober)?.value);
  const isHttp = prober === 'http';
  return {
    prober,
    tls: tlsOf(own),
    startsTls: prober === 'tcp' && booleanAt(own, 'tls', false),
    signsIn: isHttp && (signInOf(own) !== null || sendsAuthorization(own)),
    statuses: itemsOf(own, 'valid_status_codes').map(textOfSlot).filter((status) => status !== null),
    isSpecial: hasValue(own, 'proxy_url') || booleanAt(own, 'proxy_from_environment', false) || booleanAt(own, 'fail_if_ssl', false),
  };
}

/** @returns the modules by name; null for a file that has none, which no exporter starts with */
export function probeModulesOf(document: YamlDocument): ReadonlyMap<string, ProbeModule> | null {
  const modules = fieldsOf(document.root.value).get('modules');
  if (modules === undefined || valueOf(modules.value).kind !== 'map') return null;
  return new Map([...fieldsOf(modules.value)].map(([name, { value }]) => [name, moduleOf(fieldsOf(value))]));
}
