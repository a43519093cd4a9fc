/** Options of curl, wget and promtool. Sources: curl(1) 7.88, wget(1) 1.21, promtool check healthy --help. */
import type { OptionTable } from './commandOptions.ts';

const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** @param text pairs such as `u=user` */
function letters(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.trim().split(/\s+/).map((pair) => [pair.slice(0, 1), pair.slice(2)]));
}

export const curlOptions: OptionTable = {
  joins: false,
  flags: listed(`
    anyauth basic cert-status compressed create-dirs crlf digest disable disallow-username-in-url fail fail-early fail-with-body
    false-start get globoff haproxy-protocol head http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only
    ignore-content-length include insecure ipv4 ipv6 junk-session-cookies location location-trusted manual negotiate netrc
    netrc-optional next no-alpn no-buffer no-clobber no-keepalive no-npn no-progress-meter no-sessionid ntlm parallel
    parallel-immediate path-as-is post301 post302 post303 progress-bar proxytunnel raw remote-header-name remote-name
    remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused show-error silent ssl-no-revoke ssl-reqd
    styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 trace-time verbose version`),
  values: listed(`
    abstract-unix-socket aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie
    cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode dns-interface dns-ipv4-addr
    dns-ipv6-addr dns-servers doh-url dump-header etag-compare etag-save expect100-timeout form form-string
    happy-eyeballs-timeout-ms header help hsts interface json keepalive-time key key-type limit-rate local-port max-filesize
    max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey preproxy proto
    proto-default proto-redir proxy proxy1.0 proxy-user range rate referer request request-target resolve retry retry-delay
    retry-max-time socks4 socks4a socks5 socks5-hostname speed-limit speed-time stderr time-cond tls-max tls13-ciphers trace
    trace-ascii unix-socket upload-file url url-query user user-agent write-out`),
  short: letters(`
    A=user-agent b=cookie c=cookie-jar C=continue-at d=data D=dump-header e=referer E=cert F=form H=header K=config m=max-time
    o=output r=range T=upload-file u=user U=proxy-user w=write-out x=proxy X=request y=speed-time Y=speed-limit z=time-cond
    h=help f=fail g=globoff G=get i=include I=head j=junk-session-cookies J=remote-header-name k=insecure L=location M=manual
    n=netrc N=no-buffer O=remote-name p=proxytunnel q=disable R=remote-time s=silent S=show-error v=verbose V=version
    Z=parallel 0=http1.0 1=tlsv1 4=ipv4 6=ipv6 #=progress-bar :=next`),
};

export const wgetOptions: OptionTable = {
  joins: true,
  flags: listed(`
    version help background debug quiet verbose no-verbose force-html no-config retry-connrefused no-clobber no-netrc continue
    show-progress timestamping server-response spider random-wait no-proxy no-dns-cache ignore-case inet4-only inet6-only
    ask-password no-iri unlink no-directories force-directories no-host-directories no-cache adjust-extension ignore-length
    save-headers no-http-keep-alive no-cookies keep-session-cookies content-disposition content-on-error auth-no-challenge
    https-only no-check-certificate no-hsts delete-after trust-server-names`),
  values: listed(`
    execute output-file append-output report-speed input-file base config rejected-log tries retry-on-http-error
    output-document start-pos progress timeout dns-timeout connect-timeout read-timeout wait waitretry quota bind-address
    limit-rate restrict-file-names prefer-family user password use-askpass directory-prefix http-user http-password http-passwd
    default-page header compression max-redirect proxy-user proxy-password referer user-agent load-cookies save-cookies post-data
    post-file method body-data body-file secure-protocol certificate certificate-type private-key private-key-type
    ca-certificate ca-directory crl-file pinnedpubkey ciphers hsts-file`),
  short: letters(`
    V=version h=help b=background e=execute o=output-file a=append-output d=debug q=quiet v=verbose i=input-file F=force-html
    B=base t=tries O=output-document c=continue N=timestamping S=server-response T=timeout w=wait Q=quota 4=inet4-only
    6=inet6-only P=directory-prefix E=adjust-extension U=user-agent x=force-directories`),
};

export const promtoolOptions: OptionTable = {
  joins: true,
  flags: listed('help version experimental'),
  values: listed('http.config.file url enable-feature'),
  short: {},
};
