/** Commands of units, through wrappers and shells, to the requests in them. */
import { describe, expect, it } from 'vitest';
import { unitRequests, type UnitRequest } from '../../../shared/prometheus/unitRequests.ts';

const around = { environment: [], ownSettings: [] };
const url = 'http://localhost:9090/-/ready';
const of = (words: readonly string[]): UnitRequest[] => unitRequests(words, around);
const sh = (script: string, option = '-c'): UnitRequest[] => of(['/bin/sh', ...option.split(' '), script]);

describe('unitRequests', () => {
  it.each([
    ['the program itself', ['/usr/bin/curl', '-f', url], true],
    ['timeout', ['timeout', '-k', '5', '60', '/usr/bin/curl', '-f', url], true],
    ['env', ['/usr/bin/env', 'LANG=C', 'nice', '-n', '5', 'curl', url], true],
    ['a shell', ['/usr/bin/timeout', '60', '/bin/bash', '-c', `curl -f ${url}`], true],
    ['another program', ['/usr/bin/ssh', 'mon', 'curl', url], false],
    ['a script file', ['/bin/sh', '/usr/local/bin/curl-it', url], false],
    ['a proxy of its own', ['env', 'http_proxy=http://p:1', 'curl', url], false],
    ['nothing', [], false],
  ])('sees through %s', (_, words, isSeen) => {
    expect(of(words).map((each) => each.url)).toEqual(isSeen ? [url] : []);
  });

  it.each([
    [`curl -f ${url}`, true],
    [`exec curl -f ${url}`, true],
    [`sleep 5; curl -f ${url}`, true],
    [`sleep 5 && curl -f ${url} && echo up`, true],
    [`curl -f "${url}" >/dev/null 2>&1`, true],
    [`until curl -sf '${url}'; do sleep 1; done`, true],
    [`while ! curl -sf ${url} &> /dev/null; do sleep 1; done`, true],
    [`for i in 1 2 3; do curl -sf ${url} && exit 0; sleep 1; done; exit 1`, true],
    [`for i in 1 2 3; do curl -sf ${url} && break; sleep 1; done`, false],
    [`until curl -sf ${url}; do n=$((n+1)); [ $n -gt 9 ] && break; done`, false],
    [`curl -f ${url} || true`, false],
    [`curl -f ${url}; echo done`, false],
    [`curl -f ${url} &`, false],
    [`curl -s ${url} | grep -q Ready`, false],
    [`if curl -f ${url}; then echo up; fi`, false],
    [`test "$(curl -s ${url})" = x`, false],
    [`while true; do curl -f ${url}; sleep 60; done`, false],
  ])('%s: decides %s', (script, decides) => {
    expect(sh(script).map((each) => [each.url, each.decides])).toEqual([[url, decides]]);
  });

  it('takes -e into account', () => {
    expect(sh(`curl -f ${url}; echo done`, '-ec')[0]?.decides).toBe(true);
    expect(sh(`set -e; curl -f ${url}; echo done`)[0]?.decides).toBe(true);
  });

  it.each([
    `echo curl ${url}`, `# curl ${url}`, `U=${url}; curl "$U"`, `OPTS=-k; curl $OPTS ${url}`, `export http_proxy=http://p:1; curl ${url}`, `curl '$U'`,
    `cat <<EOF\nx\nEOF`, 'curl "', "curl '", '$(curl', '`curl', '',
  ])('says nothing of %s', (script) => {
    expect(sh(script)).toEqual([]);
  });

  it('knows the statuses that a script expects', () => {
    const expects = (script: string) => sh(script)[0]?.expects;
    expect(expects(`curl -s -o /dev/null -w '%{http_code}' ${url} | grep -qE '^(200|401)$'`)).toEqual([401]);
    expect(expects(`[ "$(curl -s -o /dev/null -w '%{http_code}' ${url})" = 400 ]`)).toEqual([400]);
    expect(expects(`curl -s -w '%{http_code}' ${url} | grep '^[24][0-9]'; case x in 4[0-9][0-9]) ;; esac`)).toEqual([400, 401]);
    expect(expects(`curl -f ${url}`)).toEqual([]);
  });

  it('gives every request of a script, those of substitutions too', () => {
    const script = `a=$(curl -s http://a:1/ | head -1); (cd / && { curl -f http://b:2/; }); test \`wget -qO- http://c:3/\` && curl \\\n  -f http://d:4/`;
    expect(sh(script).map((each) => each.url).sort()).toEqual(['http://a:1/', 'http://b:2/', 'http://c:3/', 'http://d:4/']);
  });
});
