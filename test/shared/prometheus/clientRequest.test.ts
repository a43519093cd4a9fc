/** What curl, wget and promtool are told, option by option. */
import { describe, expect, it } from 'vitest';
import { clientRequests, type ClientRequest, type HttpClient } from '../../../shared/prometheus/clientRequest.ts';

const around = { environment: [], ownSettings: [] };
const url = 'https://localhost:9090/-/ready';

function ask(line: string, more: Partial<Parameters<typeof clientRequests>[2]> = {}): ClientRequest[] {
  const [client = '', ...words] = line.split(' ');
  return clientRequests(client as HttpClient, words.map((text) => ({ text: text.replaceAll('_', ' '), open: text.includes('$') })), { ...around, ...more });
}
const urls = (line: string): string[] => ask(line).map((request) => request.url);

describe('clientRequests', () => {
  it.each([
    ['curl localhost:9090/-/ready', ['http://localhost:9090/-/ready']],
    ['curl -s -o /dev/null -w %{http_code} -m5 --retry 3 http://a:1/ https://b/', ['http://a:1/', 'https://b/']],
    ['curl --url http://a:1/x?token=secret#y', ['http://a:1/x']],
    ['curl http://[::1]:9090/', ['http://[::1]:9090/']],
    ['curl -H http://a/ http://b/', ['http://b/']],
    ['curl -- http://a/', ['http://a/']],
    ['curl ftp://a/ file:///x', []],
    ['curl http://{a,b}/ http://a[1-3]/', []],
    ['curl http://$HOST/', []],
    ['curl $OPTS http://a/', []],
    ['curl --no-such-thing http://a/', []],
    ['curl -fx proxy:1 http://a/', []],
    ['curl --resolve a:1:::1 http://a:1/', []],
    ['curl http://a/ --next http://b/', []],
    ['curl http://a/ -m', []],
    ['wget -qO- -T 5 localhost:9090', ['http://localhost:9090']],
    ['wget -nv --tries=3 --spider http://a:1/', ['http://a:1/']],
    ['wget -i list http://a/', []],
    ['wget -e use_proxy=on http://a/', []],
    ['promtool check healthy', ['http://localhost:9090/-/healthy']],
    ['promtool check ready --url=https://a:1/prometheus/', ['https://a:1/prometheus/-/ready']],
    ['promtool check ready --url https://a:1', ['https://a:1/-/ready']],
    ['promtool check config prometheus.yml', []],
    ['promtool query instant http://a:1 up', []],
  ])('asks by %s', (line, expected) => {
    expect(urls(line)).toEqual(expected);
  });

  it.each([
    [`curl ${url}`, false, false],
    [`curl -u admin:secret ${url}`, true, true],
    [`curl -uadmin:secret ${url}`, true, true],
    [`curl -u admin ${url}`, true, false],
    [`curl -u $USER:$PASS ${url}`, true, false],
    [`curl -H Authorization:_Basic_abc ${url}`, true, true],
    [`curl -H @/etc/headers ${url}`, true, false],
    [`curl -H Accept:x ${url}`, false, false],
    [`curl -K/etc/x ${url}`, true, false],
    [`curl --netrc ${url}`, true, false],
    ['curl https://admin:secret@localhost:9090/', true, true],
    ['curl https://admin@localhost:9090/', true, false],
    [`curl -E client.pem ${url}`, false, false],
    [`wget ${url}`, false, false],
    [`wget --user=admin --password=secret ${url}`, true, true],
    [`wget --config=/etc/x ${url}`, true, false],
    [`wget --header=Authorization:_Basic_abc ${url}`, true, true],
    ['promtool check ready --url=https://a:1', false, false],
    ['promtool check ready --url=https://admin:secret@a:1', true, true],
    ['promtool check ready --url=https://a:1 --http.config.file=/etc/x', true, false],
  ])('%s: signs in %s, shows a password %s', (line, signsIn, showsPassword) => {
    const [request] = ask(line);
    expect(request).toMatchObject({ signsIn, showsPassword });
    expect(JSON.stringify(request)).not.toContain('secret');
  });

  it.each([
    [`curl ${url}`, false], [`curl -sk ${url}`, true], [`curl --cacert x ${url}`, true], [`curl --capath x ${url}`, true], [`curl -K x ${url}`, true],
    [`curl -u a:b ${url}`, false], [`wget ${url}`, false], [`wget --no-check-certificate ${url}`, true], [`wget --ca-certificate=x ${url}`, true],
    ['promtool check ready --url=https://a:1', false], ['promtool check ready --url=https://a:1 --http.config.file x', true],
  ])('%s: trusts %s', (line, trusts) => {
    expect(ask(line)[0]?.trusts).toBe(trusts);
  });

  it.each([[`curl -s ${url}`, false], [`curl -sSf ${url}`, true], [`curl --fail-with-body ${url}`, true], [`wget ${url}`, true], ['promtool check ready', true]])('%s: fails with the status %s', (line, fails) => {
    expect(ask(line)[0]?.failsOnStatus).toBe(fails);
  });

  it('keeps what a better command needs', () => {
    expect(ask(`curl -fs --retry 5 --retry-connrefused -X POST -u admin:x ${url}`)[0]?.keeps).toEqual(['--retry', '5', '--retry-connrefused', '--request', 'POST']);
    expect(ask(`wget -t 3 --password=x ${url}`)[0]?.keeps).toEqual(['--tries=3']);
  });

  it('counts what account and unit add', () => {
    const own = { ownSettings: ['curl' as const] };
    expect(ask(`curl ${url}`, own)[0]).toMatchObject({ signsIn: true, trusts: true });
    expect(ask(`curl -q ${url}`, own)[0]).toMatchObject({ signsIn: false, trusts: false });
    expect(ask(`wget ${url}`, own)[0]).toMatchObject({ signsIn: false, trusts: false });
    expect(ask(`curl ${url}`, { environment: ['SSL_CERT_FILE'] })[0]).toMatchObject({ signsIn: false, trusts: true });
    expect(ask(`curl ${url}`, { environment: ['HTTPS_PROXY'] })).toEqual([]);
  });
});
