/** Jobs that probe servers of the setup through a blackbox_exporter. */
import { finding, type Finding } from '../../model/finding.ts';
import { isLoopbackHost } from '../../plan/address.ts';
import { probeJobsOf, type Probe, type ProbeJob } from '../../prometheus/probeJobs.ts';
import { probeModulesOf, type ProbeModule } from '../../prometheus/probeModules.ts';
import { urlScheme } from '../../prometheus/safeUrl.ts';
import { readYaml } from '../../yaml/readYaml.ts';
import type { YamlDocument } from '../../yaml/yamlNode.ts';
import { fieldPlace } from './fieldPlace.ts';
import { serverName } from './inWords.ts';
import { hostAndPort, serverFinder, type ServerFinder } from './linksOf.ts';
import { issuerUnknownToSystem } from './privateIssuer.ts';
import { servesAsWritten } from './servesAsWritten.ts';
import { flagPath, type ScrapeView, type ServerView, type SetupView } from './setupView.ts';

/** The blackbox.yml of the exporter that a job asks. */
interface ModuleFile {
  readonly path: string;
  readonly document: YamlDocument;
  readonly modules: ReadonlyMap<string, ProbeModule>;
}

/** What one probe meets: it is asked of whom, by which module, over what. */
interface Asked {
  readonly view: SetupView;
  readonly scrape: ScrapeView;
  readonly job: ProbeJob;
  readonly probe: Probe;
  readonly file: ModuleFile | null;
  /** null where the file or the module is not known. */
  readonly module: ProbeModule | null;
  readonly scheme: string | null;
  readonly to: ServerView;
}

function moduleFile({ setup }: SetupView, prober: ServerView | null): ModuleFile | null {
  const path = prober?.server.kind === 'blackbox_exporter' ? flagPath(prober.server, prober.server.configFile) : null;
  const config = setup.probeConfigs.find((each) => each.path === path);
  const reading = config === undefined ? null : readYaml(config.text);
  const modules = reading?.ok === true ? probeModulesOf(reading.document) : null;
  return config === undefined || reading?.ok !== true || modules === null ? null : { path: config.path, document: reading.document, modules };
}

const severityOf = (to: ServerView): 'broken' | 'soon' => (servesAsWritten(to) ? 'broken' : 'soon');
const webOf = ({ web, server }: ServerView): string => web?.path ?? `its ${serverName(server.kind)}`;

function inModule({ file, probe, module }: Asked, below: string) {
  return file === null ? {} : fieldPlace(file.document, file.path, ['modules', probe.module, module?.prober ?? '', below]);
}

function overHttp({ scrape, job, probe, to, module }: Asked): Finding[] {
  if (module !== null && (module.prober !== 'http' || module.statuses.includes('400'))) return [];
  const details = { job: job.name, target: probe.target, web: webOf(to) };
  const place = fieldPlace(scrape.document, scrape.path, [...job.at, 'static_configs']);
  return [finding('PROBE_OVER_HTTP', severityOf(to), details, { ...place, raw: 'probe_success 0, Client sent an HTTP request to an HTTPS server.' })];
}

function withoutPassword(asked: Asked): Finding[] {
  const { job, probe, module, to } = asked;
  if (module?.prober !== 'http' || to.asksPassword !== true || module.signsIn || probe.hasUser || module.statuses.includes('401')) return [];
  const user = to.web?.facts.users[0]?.name ?? 'NAME';
  const details = { job: job.name, target: probe.target, module: probe.module, web: webOf(to), line: `basic_auth: {username: ${JSON.stringify(user)}, password_file: /etc/prometheus/blackbox.password}` };
  const extra = { ...inModule(asked, 'basic_auth'), raw: 'probe_success 0, Invalid HTTP response status code, got 401, wanted 2xx' };
  return [finding('PROBE_WITHOUT_PASSWORD', severityOf(to), details, extra)];
}

function withoutCa(asked: Asked): Finding[] {
  const { view, job, probe, module, to, scheme } = asked;
  const speaksTls = (module?.prober === 'http' && scheme === 'https') || module?.startsTls === true;
  if (module === null || !speaksTls || to.tls !== true) return [];
  const hasCa = module.tls !== null && (module.tls.caFile !== null || module.tls.inlineCa || module.tls.insecureSkipVerify);
  const issuer = hasCa ? null : issuerUnknownToSystem(view, to);
  if (issuer === null) return [];
  const details = {
    job: job.name, target: probe.target, module: probe.module, server: serverName(to.server.kind), issuer: issuer.words,
    prober: module.prober, line: `tls_config: {ca_file: ${issuer.file ?? 'ca.crt'}}`,
  };
  const extra = { ...inModule(asked, 'tls_config'), raw: 'probe_success 0, x509: certificate signed by unknown authority' };
  return [finding('PROBE_WITHOUT_CA', severityOf(to), details, extra)];
}

function probeFaults(asked: Asked): Finding[] {
  const { scheme, to, module } = asked;
  if (module?.isSpecial === true) return [];
  // The first thing that goes wrong with a request in clear is that it is one.
  if (scheme === 'http' && to.tls === true) return overHttp(asked);
  const isClear = scheme === 'http' && to.tls === false;
  const isSealed = scheme === 'https' && to.tls === true;
  return [...(isClear || isSealed ? withoutPassword(asked) : []), ...withoutCa(asked)];
}

function unknownModule({ scrape, job }: Pick<Asked, 'scrape' | 'job'>, name: string, { path, modules }: ModuleFile): Finding {
  const details = { job: job.name, module: name, file: path, modules: [...modules.keys()].slice(0, 10).join(', ') };
  const place = fieldPlace(scrape.document, scrape.path, [...job.at, 'params', 'module']);
  return finding('PROBE_MODULE_UNKNOWN', 'broken', details, { ...place, raw: `Unknown module "${name}"` });
}

/** Whether a loopback address of a target is one of this machine: to an exporter elsewhere it is its own. */
function isMeantHere(view: SetupView, host: string, proberHost: string): boolean {
  return !isLoopbackHost(host) || isLoopbackHost(proberHost) || view.setup.ownNames.includes(proberHost.toLowerCase());
}

function judgeProbe(view: SetupView, serverAt: ServerFinder, scrape: ScrapeView, job: ProbeJob, probe: Probe): Finding[] {
  const prober = hostAndPort(job.scheme, probe.prober);
  const file = moduleFile(view, serverAt(prober.host, prober.port));
  const module = file?.modules.get(probe.module) ?? null;
  if (file !== null && module === null) return [unknownModule({ scrape, job }, probe.module, file)];
  // The exporter puts http:// before a target of an HTTP module that has neither (prober/http.go).
  const scheme = urlScheme(probe.target) ?? (module?.prober === 'http' ? 'http' : null);
  const { host, port } = hostAndPort(scheme ?? '', probe.target);
  const to = serverAt(host, port);
  return to === null || !isMeantHere(view, host, prober.host) ? [] : probeFaults({ view, scrape, job, probe, file, module, scheme, to });
}

/**
 * Codes: PROBE_OVER_HTTP, PROBE_WITHOUT_PASSWORD, PROBE_WITHOUT_CA, PROBE_MODULE_UNKNOWN; broken, and soon where the
 * server does not do yet what its web.yml says. A target without a scheme may be one of a TCP module: it is judged where
 * blackbox.yml was read. What relabelling makes of a target must be plain.
 */
export function checkProbes(view: SetupView): Finding[] {
  const serverAt = serverFinder(view.servers, view.setup.ownNames);
  return view.scrapes.flatMap((scrape) => {
    const jobs = scrape.document === null ? [] : probeJobsOf(scrape.document);
    return jobs.flatMap((job) => job.probes.flatMap((probe) => judgeProbe(view, serverAt, scrape, job, probe)));
  });
}
