/**
 * The part of every bundle's script that asks promtool, steers the unit and knocks on the door. POSIX sh with systemctl
 * where systemd runs, curl, and setpriv, runuser or su.
 */
export const bundleShellServer = `
# as_account COMMAND...: what root may read, the account of the server may not.
as_account() {
  if [ "$account" = '' ]; then "$@" 8>&-
  elif command -v setpriv > /dev/null; then setpriv --reuid="$account" --regid="$(id -g -- "$account")" --init-groups -- "$@" 8>&-
  elif command -v runuser > /dev/null; then runuser -u "$account" -- "$@" 8>&-
  else su -s /bin/sh -c 'exec "$0" "$@"' "$account" "$@" 8>&-
  fi
}

# check WHAT STAGED COPY MODE OWNER GROUP: promtool reads a copy where the server will look for the file.
check() {
  say "Checking with promtool, as the server reads it: $3"
  place "$here/files/$2" "$(sum_of "$2" after)" "$3" "$4" "$5" "$6" || return 1
  said=$(as_account "$promtool" check "$1" "$3" 2>&1)
  verdict=$?
  take_away "$3"
  [ "$verdict" = 0 ] || warn "promtool refuses it: $said"
  return "$verdict"
}

has_systemd() { command -v systemctl > /dev/null && [ -d /run/systemd/system ]; }
unit_runs() { systemctl is-active --quiet -- "$unit" 8>&-; }

# remember_unit: whether it ran before it was touched; the first run knows, a second one must not ask again.
remember_unit() {
  [ -e "$state/process" ] && return 0
  if unit_runs; then ran=yes; else ran=no; fi
  printf '%s\\n' "$ran" > "$state/process.new" && sync "$state/process.new" && mv -f -- "$state/process.new" "$state/process" && sync "$state"
}

# steer restart|reload|stop: Prometheus reads prometheus.yml again on a signal to its main process, whatever the unit says.
steer() {
  if [ "$1" = reload ]; then say "systemctl kill --signal=HUP $unit"; else say "systemctl $1 $unit"; fi
  systemctl daemon-reload 8>&- || return 1
  # A unit that failed too often in a row would not be started again.
  [ "$1" = stop ] || systemctl reset-failed -- "$unit" 2> /dev/null 8>&-
  if [ "$1" = reload ]; then systemctl kill --signal=HUP --kill-who=main -- "$unit" 8>&-
  else systemctl "$1" -- "$unit" 8>&-
  fi
}

act_on_server() {
  if [ "$process" = none ]; then return 0; fi
  if [ "$process" = hands ] || ! has_systemd; then
    by_hand=yes
    [ "$rereads" = no ] || { ask_word && remember_word; }
    return
  fi
  remember_unit || return 1
  if [ "$process" = reload ]; then order_reload; else steer "$process"; fi
}

# ask CREDENTIALS CURL...: the status code, or exit and curl's exit code.
ask() {
  credentials=$1
  shift 2
  [ "$credentials" = - ] || set -- "$@" -K "$here/proof/$credentials"
  code=$(curl -q --noproxy '*' --max-time 10 "$@" 2> /dev/null 8>&-)
  ended=$?
  [ "$ended" = 0 ] || code=exit$ended
  return 0
}

# knock TITLE EXPECTED CREDENTIALS curl ...
knock() {
  title=$1
  expected=$2
  shift 2
  ask "$@"
  case " $expected " in
    *" $code "*) say "  ok    $title: $code" ;;
    *) say "  FAIL  $title: $code, expected $expected"; failed=yes ;;
  esac
}

# wait_for TITLE EXPECTED CREDENTIALS curl ...: until the server answers as it should, at most half a minute.
wait_for() {
  expected=$2
  shift 2
  end=$(($(date +%s) + 30))
  while ask "$@"; do
    case " $expected " in *" $code "*) return 0 ;; esac
    [ "$(date +%s)" -lt "$end" ] || return 0
    sleep 0.5 8>&-
  done
}

# answers_again CREDENTIALS curl ...: any answer will do, also that of a server which wants to see a certificate.
answers_again() {
  end=$(($(date +%s) + 30))
  while ask "$@"; do
    case $code in exit7 | exit28) ;; *) return 0 ;; esac
    [ "$(date +%s)" -lt "$end" ] || { warn 'The server does not answer.'; left=yes; return 0; }
    sleep 0.5 8>&-
  done
}

prove() {
  failed=no
  unread=no
  say 'Proving it:'
  first_proof wait_for
  proofs knock
  prove_reload
  [ "$failed" = no ]
}
`;
