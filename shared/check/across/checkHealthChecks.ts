/** Commands of units that ask a server of the setup how it is, or tell it to reload. */
import type { ErrorCode } from '../../errors/catalogue.ts';
import { finding, type Finding, type FindingSeverity } from '../../model/finding.ts';
import type { UnitCommand } from '../../model/setupFacts.ts';
import { unitRequests, type UnitRequest } from '../../prometheus/unitRequests.ts';
import { healthCommand } from './healthCommand.ts';
import { serverName } from './inWords.ts';
import { hostAndPort, serverFinder } from './linksOf.ts';
import { issuerUnknownToSystem } from './privateIssuer.ts';
import { servesAsWritten } from './servesAsWritten.ts';
import type { ServerView, SetupView } from './setupView.ts';

/** A request of a unit that leads to a server of the setup. */
interface Asked {
  readonly view: SetupView;
  readonly command: UnitCommand;
  readonly request: UnitRequest;
  readonly to: ServerView;
}

type Fault = 'HEALTH_CHECK_OVER_HTTP' | 'HEALTH_CHECK_WITHOUT_PASSWORD' | 'HEALTH_CHECK_WITHOUT_CA';

/** A reload that was not taken is none, whatever the command makes of the answer. */
const isReload = ({ command, request }: Asked): boolean => command.setting === 'ExecReload' && request.url.endsWith('/-/reload');

/** Whether the unit notices: a script may go on, a prefix may say so, and curl takes any answer for one unless told -f. */
function isNoticed(asked: Asked, fault: Fault): boolean {
  const { command, request } = asked;
  if (isReload(asked)) return true;
  return request.decides && !command.mayFail && (request.failsOnStatus || fault === 'HEALTH_CHECK_WITHOUT_CA');
}

/** When it fails: now, or from the next start of the unit or the server on. Source: systemd.service(5). */
function severityOf(asked: Asked, fault: Fault): FindingSeverity {
  const { view, command, to } = asked;
  if (!isNoticed(asked, fault)) return 'advice';
  const own = view.servers.find(({ server }) => server.unit === command.unit)?.server ?? null;
  switch (command.setting) {
    case 'ExecStart':
      return command.enabled && servesAsWritten(to) ? 'broken' : 'soon';
    case 'ExecReload':
      return own?.running === true && servesAsWritten(to) ? 'broken' : 'soon';
    case 'ExecCondition':
    case 'ExecStartPre':
    case 'ExecStartPost':
      return own?.running === false && command.enabled ? 'broken' : 'soon';
  }
}

function effectOf(asked: Asked, fault: Fault): string {
  const { command: { setting, unit } } = asked;
  if (isReload(asked)) return 'nothing is reloaded';
  if (!isNoticed(asked, fault)) return 'so it tells nothing of how the server is';
  const effects: Readonly<Record<UnitCommand['setting'], string>> = {
    ExecStart: `${unit} fails`,
    ExecReload: `reloading ${unit} fails`,
    ExecCondition: `${unit} is not started`,
    ExecStartPre: `starting ${unit} fails`,
    ExecStartPost: `starting ${unit} fails, which stops it again`,
  };
  return effects[setting];
}

function told({ view, command, request, to }: Asked, code: ErrorCode, severity: FindingSeverity, more: Readonly<Record<string, string>>, raw?: string): Finding {
  const { line, evidence } = healthCommand(view, to, command, request);
  const details = {
    setting: command.setting, unit: command.unit, url: request.url, client: request.client,
    web: to.web?.path ?? `its ${serverName(to.server.kind)}`, server: serverName(to.server.kind), line, ...more,
  };
  return finding(code, severity, details, { path: command.path, line: command.line, evidence, ...(raw === undefined ? {} : { raw }) });
}

function fault(asked: Asked, code: Fault, raw: string, more: Readonly<Record<string, string>> = {}): Finding {
  return told(asked, code, severityOf(asked, code), { effect: effectOf(asked, code), ...more }, raw);
}

function faultsOf(asked: Asked): Finding[] {
  const { view, request, to } = asked;
  const isSealed = request.url.startsWith('https');
  if (!isSealed && to.tls === true) {
    return request.expects.includes(400) ? [] : [fault(asked, 'HEALTH_CHECK_OVER_HTTP', 'Client sent an HTTP request to an HTTPS server.')];
  }
  if (to.tls !== isSealed) return [];
  const issuer = isSealed && !request.trusts ? issuerUnknownToSystem(view, to) : null;
  const isUnknown = to.asksPassword === true && !request.signsIn && !request.expects.includes(401);
  return [
    ...(issuer === null ? [] : [fault(asked, 'HEALTH_CHECK_WITHOUT_CA', 'SSL certificate problem: self-signed certificate, x509: certificate signed by unknown authority', { issuer: issuer.words })]),
    ...(isUnknown ? [fault(asked, 'HEALTH_CHECK_WITHOUT_PASSWORD', 'The requested URL returned error: 401')] : []),
  ];
}

function judge(asked: Asked): Finding[] {
  const shows = asked.request.showsPassword && asked.to.asksPassword === true;
  return [...faultsOf(asked), ...(shows ? [told(asked, 'HEALTH_CHECK_SHOWS_PASSWORD', 'unsafe', {})] : [])];
}

/**
 * Codes: HEALTH_CHECK_OVER_HTTP, HEALTH_CHECK_WITHOUT_PASSWORD, HEALTH_CHECK_WITHOUT_CA (broken, soon from the next start
 * on, or advice where nothing fails with it), HEALTH_CHECK_SHOWS_PASSWORD (unsafe).
 */
export function checkHealthChecks(view: SetupView): Finding[] {
  const serverAt = serverFinder(view.servers.filter(({ assumed }) => !assumed), view.setup.ownNames);
  return view.setup.unitCommands.flatMap((command) =>
    unitRequests(command.words, command).flatMap((request) => {
      const { host, port } = hostAndPort(request.url.startsWith('https') ? 'https' : 'http', request.url);
      const to = serverAt(host, port);
      return to === null ? [] : judge({ view, command, request, to });
    }),
  );
}
