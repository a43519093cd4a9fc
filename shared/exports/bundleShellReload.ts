/**
 * The part of every bundle's script that reads back whether Prometheus took prometheus.yml: promtool does not know all
 * that Prometheus refuses, and a server that refuses a file goes on with the one before. Its own word are two figures
 * on its metrics page, prometheus_config_last_reload_successful and the time of the last good one. POSIX sh with curl
 * and grep; `steer` stands in bundleShellServer.ts.
 */
export const bundleShellReload = `
# look_back CREDENTIALS curl ...: sets word to 1 or 0 as the server says of its last reload, and word_at to the time of
# the last good one; word is closed where it lets nobody look, and silent where it does not answer.
look_back() {
  credentials=$1
  shift
  if [ "$credentials" != - ]; then
    [ -f "$here/proof/$credentials" ] || return 0
    set -- "$@" -K "$here/proof/$credentials"
  fi
  shift
  page=$(curl -q --noproxy '*' --max-time 5 -w '\\nhttp_code %{http_code}\\n' "$@" 2> /dev/null 8>&- | grep -E '^(http_code|prometheus_config_last_reload_success[a-z_]*) ' 8>&-)
  good=
  code=000
  while read -r name value; do
    case $name in
      prometheus_config_last_reload_successful) good=$value ;;
      prometheus_config_last_reload_success_timestamp_seconds) word_at=$value ;;
      http_code) code=$value ;;
    esac
  done << END
$page
END
  case $code:$good in
    200:0 | 200:1) word=$good ;;
    000:* | 503:*) word=silent ;;
  esac
}

ask_word() {
  word=closed
  word_at=-
  own_word look_back
}

# remember_word: what it said before it was first told, and the time of the last good reload before the newest order.
remember_word() {
  first=$word
  [ ! -f "$state/reload" ] || read -r first at < "$state/reload"
  printf '%s %s\\n' "$first" "$word_at" > "$state/reload.new" && sync "$state/reload.new" && mv -f -- "$state/reload.new" "$state/reload" && sync "$state"
}

# order_reload: sets reload to taken, refused, closed or silent. A server gets 10 seconds to say which.
order_reload() {
  ask_word
  reload=$word
  was=$word
  was_at=$word_at
  remember_word && steer reload || return 1
  case $was in closed | silent) return 0 ;; esac
  reload=silent
  end=$(($(date +%s) + 10))
  while [ "$(date +%s)" -lt "$end" ]; do
    sleep 0.3 8>&-
    ask_word
    if [ "$word" = 1 ] && [ "$word_at" != "$was_at" ]; then reload=taken; return 0; fi
    if [ "$word" = 0 ]; then
      reload=refused
      # One that had refused an earlier file says so until it takes this one.
      [ "$was" = 0 ] || return 0
    fi
  done
  return 0
}

# reload_back: the old prometheus.yml is in place. A server that refused it before may refuse it now.
reload_back() {
  order_reload || return 1
  read -r first at < "$state/reload"
  case $reload in
    refused) [ "$first" = 0 ] || { warn "Prometheus refuses the old prometheus.yml. See why with: journalctl -u $unit"; left=yes; } ;;
    closed | silent) say 'Whether Prometheus has read the old prometheus.yml could not be read back.' ;;
  esac
}

# prove_reload: sets unread where the server does not say it.
prove_reload() {
  [ "$rereads" = yes ] && [ -f "$state/reload" ] || return 0
  read -r first at < "$state/reload"
  ask_word
  if [ "$word" = 0 ]; then say '  FAIL  Prometheus refuses the prometheus.yml that is in place'; failed=yes
  elif [ "$word" != 1 ] || [ "$at" = - ]; then unread=yes
  elif [ "$word_at" = "$at" ]; then say '  FAIL  Prometheus has not read the new prometheus.yml yet'; failed=yes
  else say '  ok    Prometheus has read the new prometheus.yml'
  fi
}

end_unread() {
  say 'The files are in place, and promtool accepted them. Whether Prometheus has read the new prometheus.yml is not'
  if [ "$word" = silent ]; then say 'known: it does not answer.'; else say 'known: this bundle has no password by which it lets somebody look.'; fi
  say "See what it says:  journalctl -u \${unit:-prometheus}"
  [ ! -d "$here/files" ] || say "Order it again:    sh $here/install.sh"
  say "Take it back:      sh $here/install.sh --undo"
  exit 5
}
`;
