/**
 * The TLS hop from nginx to a sealed Prometheus (https://nginx.org/en/docs/http/ngx_http_proxy_module.html). nginx
 * neither verifies an upstream certificate nor sends a server name unless it is told to.
 */
export interface NginxInput {
  /** Name under which clients reach the proxy. */
  publicName: string;
  /** Host and port of Prometheus as nginx reaches it. */
  backend: string;
  /** Whether Prometheus speaks TLS; it does when left out. */
  tls?: boolean;
  /** A name in the certificate of Prometheus. */
  serverName: string;
  /** Absolute path of the certificate or CA to trust, on the proxy's machine. */
  caFile: string;
  /** Certificate and key of the proxy itself, on its machine. */
  certFile: string;
  keyFile: string;
  /** Path under which Prometheus lives, such as /prometheus; empty for the root. */
  routePrefix: string;
}

/** Quotes a word of nginx's configuration: `$` would be a variable and cannot be escaped, so it is left out. */
function word(text: string): string {
  const clean = text.replace(/[\r\n$]/g, '');
  return /^[\w./:@-]+$/.test(clean) ? clean : `"${clean.replace(/(["\\])/g, '\\$1')}"`;
}

/** Without these nginx would accept any certificate. */
function verification({ serverName, caFile }: NginxInput): string {
  return `
    # Without the next four lines nginx would accept any certificate.
    proxy_ssl_server_name on;
    proxy_ssl_name ${word(serverName)};
    proxy_ssl_trusted_certificate ${word(caFile)};
    proxy_ssl_verify on;`;
}

/** The text of a server block. Sign-in passes through: Prometheus checks the password, nginx hands it on. */
export function nginxProxy(input: NginxInput): string {
  const { publicName, backend, tls = true, certFile, keyFile } = input;
  const prefix = input.routePrefix.replace(/\/+$/, '');
  const copy = tls ? ', copy the trusted certificate to the path below,' : ',';
  return `# Install: save as /etc/nginx/conf.d/prometheus.conf${copy}
# then run: nginx -t && nginx -s reload
# Undo: delete the file and run: nginx -s reload
upstream prometheus_sealed {
  server ${word(backend)};
  keepalive 8;
}
server {
  listen 443 ssl;
  server_name ${word(publicName)};
  ssl_certificate ${word(certFile)};
  ssl_certificate_key ${word(keyFile)};
  ssl_protocols TLSv1.2 TLSv1.3;
  location ${word(`${prefix}/`)} {
    proxy_pass ${tls ? 'https' : 'http'}://prometheus_sealed;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;${tls ? verification(input) : ''}
  }
}
`;
}
