/** How much hangs on a health check that fails, and which line would pass. */
import { describe, expect, it } from 'vitest';
import { checkHealthChecks } from '../../../../shared/check/across/checkHealthChecks.ts';
import { setupView } from '../../../../shared/check/across/setupView.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import type { SetupServer, UnitCommand } from '../../../../shared/model/setupFacts.ts';
import { oneJob, oneServer, oneSetup, secureWeb } from '../../../support/setupFacts.ts';

const page = 'http://localhost:9090/-/ready';
const usersOnly = secureWeb.slice(secureWeb.indexOf('basic_auth_users'));

function commandOf(change: Partial<UnitCommand>): UnitCommand {
  return {
    unit: 'prometheus.service', path: '/u/x.conf', line: 2, setting: 'ExecStartPost', words: ['/usr/bin/curl', '-f', page], mayFail: false, enabled: true,
    environment: [], ownSettings: [], ...change,
  };
}

function findings(command: Partial<UnitCommand>, server: Partial<SetupServer> = {}, web = secureWeb): Finding[] {
  const servers = [oneServer({ unit: 'prometheus.service', ...server })];
  return checkHealthChecks(setupView(oneSetup(web, oneJob('localhost:9090'), { servers, unitCommands: [commandOf(command)] })));
}
const severities = (...given: Parameters<typeof findings>): string[] => findings(...given).map(({ severity }) => severity);

const plainStill = { served: { address: '127.0.0.1:9090', speaks: 'http', chainSha256: [], handshakeError: null, statusWithoutPassword: 200 } } as const;

describe('checkHealthChecks', () => {
  it.each<[string, Partial<UnitCommand>, Partial<SetupServer>, string]>([
    ['a running unit fails at its next start', {}, {}, 'soon'],
    ['a unit that is enabled and does not run', {}, { running: false }, 'broken'],
    ['a unit that nothing starts', { enabled: false }, { running: false }, 'soon'],
    ['a condition', { setting: 'ExecCondition' }, {}, 'soon'],
    ['what runs by a timer', { setting: 'ExecStart', unit: 'health.service' }, {}, 'broken'],
    ['what nothing starts', { setting: 'ExecStart', unit: 'health.service', enabled: false }, {}, 'soon'],
    ['what runs by a timer, before the server is restarted', { setting: 'ExecStart', unit: 'health.service' }, plainStill, 'soon'],
    ['a failure that is ignored', { mayFail: true }, {}, 'advice'],
    ['an answer that curl does not look at', { words: ['curl', page] }, {}, 'advice'],
    ['a script that goes on', { words: ['sh', '-c', `curl -f ${page} || true`] }, {}, 'advice'],
    ['a reload of a running unit', { setting: 'ExecReload', words: ['curl', '-X', 'POST', 'http://localhost:9090/-/reload'], mayFail: true }, {}, 'broken'],
    ['a question at the reload', { setting: 'ExecReload', mayFail: true }, {}, 'advice'],
    ['a reload of a unit that does not run', { setting: 'ExecReload' }, { running: false }, 'soon'],
  ])('%s', (_, command, server, severity) => {
    expect(severities(command, server)).toEqual([severity]);
  });

  it('asks for a password in clear too, where the server has users and no TLS', () => {
    expect(findings({}, {}, usersOnly).map(({ code, hint }) => [code, hint?.replace(/^.*becomes: /, '')])).toEqual([
      ['HEALTH_CHECK_WITHOUT_PASSWORD', `ExecStartPost=/usr/bin/curl -fsS -K /p/health.curl ${page}`],
    ]);
    expect(findings({ words: ['curl', '-f', page.replace('http', 'https')] }, {}, usersOnly)).toEqual([]);
  });

  it('tells nothing of a reload that is not taken', () => {
    const [found] = findings({ setting: 'ExecReload', words: ['curl', '-s', '-XPOST', 'http://localhost:9090/-/reload'] });
    expect(found).toMatchObject({ code: 'HEALTH_CHECK_OVER_HTTP', path: '/u/x.conf', line: 2 });
    expect(found?.message).toMatch(/it gets 400 Bad Request, and nothing is reloaded\.$/);
    expect(found?.hint).toMatch(/ExecReload=curl -fsS --request POST --cacert .* -K \/p\/health\.curl https:\/\/localhost:9090\/-\/reload$/);
  });

  it.each([
    [['/usr/bin/wget', '-q', page], 'ExecStartPost=/usr/bin/wget -q -O /dev/null --ca-certificate=ca.crt --config=/p/health.wgetrc https://localhost:9090/-/ready'],
    [['/usr/bin/promtool', 'check', 'ready'], 'ExecStartPost=/usr/bin/promtool check ready --url=https://localhost:9090 --http.config.file=/p/health.yml'],
    [['sh', '-c', `until curl -sf ${page}; do sleep 1; done`], 'curl -fsS --cacert ca.crt -K /p/health.curl https://localhost:9090/-/ready'],
  ])('names the line for %j', (words, line) => {
    expect(findings({ words }).map(({ hint }) => hint?.replace(/^.*becomes: /, ''))).toEqual([line]);
  });

  it('shows no password, and asks to move it', () => {
    const found = findings({ words: ['curl', '-f', '--cacert', 'x', '-u', 'admin:secret', page.replace('http', 'https')] });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([['HEALTH_CHECK_SHOWS_PASSWORD', 'unsafe']]);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('does not judge a server that nobody found', () => {
    const setup = oneSetup(secureWeb, oneJob('localhost:9090'), { servers: [], unitCommands: [commandOf({})] });
    expect(checkHealthChecks(setupView(setup))).toEqual([]);
  });
});
