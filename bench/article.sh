#!/bin/sh
# The article by hand, as a careful person would script it, in the steps that PromSeal takes: $1 is an empty folder,
# $2 a free port. Which releases are there, key and certificate, password and hash, the two configurations, promtool,
# the server, the eight checks, and the wait until the target is up. Prints "proven" when all but the scrape is known.
# Leaves the server running; its id is in pid.
set -eu
umask 077
cd "$1"
port=$2
release() { "$1" --version 2>&1 | sed -n 's/.*version \([0-9.]*\).*/\1/p'; }
[ "$(release prometheus)" = "$(release promtool)" ]
openssl req -new -newkey rsa:2048 -days 365 -nodes -x509 -keyout prometheus.key -out prometheus.crt \
  -subj "/C=BE/ST=Antwerp/L=Brasschaat/O=Inuits/CN=localhost" -addext "subjectAltName = DNS:localhost" 2>/dev/null
openssl rand -base64 15 > prometheus.password
hash=$(htpasswd -niBC 10 "" < prometheus.password | tr -d ':\n')
cat > web.yml <<WEB
basic_auth_users:
  prometheus: "$hash"
tls_server_config:
  cert_file: prometheus.crt
  key_file: prometheus.key
WEB
cat > prometheus.yml <<CONFIG
global:
  scrape_interval: 200ms
scrape_configs:
  - job_name: prometheus
    scheme: https
    basic_auth: { username: prometheus, password_file: prometheus.password }
    tls_config: { ca_file: prometheus.crt }
    static_configs: [{ targets: ['localhost:$port'] }]
CONFIG
promtool check web-config web.yml > /dev/null 2>&1
promtool check config prometheus.yml > /dev/null
prometheus --config.file=prometheus.yml --web.config.file=web.yml --web.listen-address="127.0.0.1:$port" \
  --storage.tsdb.path=data > prometheus.log 2>&1 &
echo $! > pid
printf 'user = "prometheus:%s"\n' "$(cat prometheus.password)" > curlrc
base=https://localhost:$port
status() { curl -s -o /dev/null -w '%{http_code}' "$@" || true; }
until [ "$(status -K curlrc --cacert prometheus.crt "$base/-/ready")" = 200 ]; do sleep 0.05; done
[ "$(status "http://localhost:$port/metrics")" = 400 ]
[ "$(status "$base/metrics")" = 000 ]
[ "$(status --cacert prometheus.crt "$base/metrics")" = 401 ]
[ "$(status --cacert prometheus.crt --connect-to "wrong.invalid:$port:localhost:$port" "https://wrong.invalid:$port/metrics")" = 000 ]
[ "$(status --insecure "$base/metrics")" = 401 ]
printf 'user = "prometheus:wrong"\n' > wrong
[ "$(status --cacert prometheus.crt -K wrong "$base/metrics")" = 401 ]
[ "$(status --cacert prometheus.crt -K curlrc "$base/metrics")" = 200 ]
curl -s -K curlrc --cacert prometheus.crt "$base/metrics" | grep -q '^prometheus_build_info'
echo proven
until curl -s -K curlrc --cacert prometheus.crt "$base/api/v1/targets" | grep -q '"health":"up"'; do sleep 0.1; done
