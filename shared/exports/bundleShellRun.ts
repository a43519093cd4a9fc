/**
 * The part of every bundle's script that checks, restarts, proves, and puts everything back. POSIX sh; `look`, `place`
 * and the rest stand in bundleShellFiles.ts, the lists and the steps of this one change in front of both.
 */
export const bundleShellRun = `
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

# steer restart|reload|stop
steer() {
  systemctl daemon-reload 8>&- || return 1
  # A unit that failed too often in a row would not be started again.
  [ "$1" = stop ] || systemctl reset-failed -- "$unit" 2> /dev/null 8>&-
  if [ "$1" = reload ]; then systemctl kill --signal=HUP --kill-who=main -- "$unit" 8>&-
  else systemctl "$1" -- "$unit" 8>&-
  fi
}

act_on_server() {
  if [ "$process" = none ]; then return 0; fi
  if [ "$process" = hands ] || ! has_systemd; then by_hand=yes; return 0; fi
  remember_unit || return 1
  say "systemctl $process $unit"
  steer "$process"
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

prove() {
  failed=no
  say 'Proving it:'
  first_proof wait_for
  proofs knock
  [ "$failed" = no ]
}

# restore: every file as it was, then the server. Ends with 0 only when all of it is back.
restore() {
  trap '' INT TERM HUP
  left=no
  clean_up
  files_back put_back
  folders_back unmake_folder
  if [ -e "$state/process" ]; then
    back=$process
    [ "$(cat "$state/process")" = yes ] || back=stop
    say "systemctl $back $unit"
    steer "$back" || { warn "systemctl could not $back $unit. See why with: systemctl status $unit"; left=yes; }
  elif [ "$by_hand" = yes ] || [ -e "$state/by-hand" ]; then
    say 'The server has to be told by hand:'
    commands_back
  fi
  [ "$left" = no ] || return 1
  sync
  mv -fT -- "$state" "$state.gone" && rm -rf -- "$state.gone"
}

give_up() {
  warn "$1"
  say 'Putting everything back.'
  if restore; then warn 'It could not be finished, and everything is as it was before.'; exit 3; fi
  warn "It could not be finished, and not everything is back. Once that is mended, run: sh $0 --undo"
  exit 4
}

open_state() {
  mkdir -p -m 700 -- "$base" && rm -rf -- "$state.gone" || refuse "$base cannot be made."
  [ "$(stat -c %u -- "$base")" = 0 ] || refuse "$base does not belong to root."
  exec 8>> "$base/bundle.lock" || refuse "$base cannot be written."
  flock -n 8 || refuse 'Another script of PromSeal runs at this moment.'
}

keep_script() {
  mkdir -p -m 700 -- "$state" "$state/backup" || return 1
  [ "$here" = "$state" ] && return 0
  cat < "$sums" > "$state/sums" && cat < "$here/install.sh" > "$state/install.sh" && sync "$state/sums" "$state/install.sh" "$state" "$base"
}

install() {
  [ -d "$here/files" ] || refuse 'The files of the bundle are not beside this script: run the one in the bundle.'
  changed=no
  files find_changed
  [ "$changed" = no ] || refuse 'Stage it again, so that it fits what is there now.'
  files find_kept
  [ "$changed" = no ] || refuse 'Without a backup this could not be undone. Stage it again.'
  missing=no
  files count_new
  if [ -e "$state/done" ] && [ "$missing" = no ]; then
    say 'It is installed already.'
    prove || exit 1
    exit 0
  fi
  keep_script || refuse "$state cannot be written."
  trap 'give_up "It was stopped."' INT TERM HUP
  clean_up
  folders make_folder && files back_up || give_up 'The old files could not be backed up.'
  files_first write_file || give_up 'A file could not be written.'
  checks || give_up 'The new files were not accepted.'
  files_last write_file || give_up 'A file could not be written.'
  act_on_server || give_up "systemctl could not $process $unit. See why with: journalctl -u $unit"
  if [ "$by_hand" = yes ]; then
    : > "$state/by-hand"
    say 'The files are in place. What keeps the server running is not known here. Run:'
    commands
    say "Then prove it: sh $0 --prove"
    say "Take it back:  sh $0 --undo"
    exit 5
  fi
  prove || give_up 'The server does not do what it should.'
  trap - INT TERM HUP
  : > "$state/done" && sync "$state"
  say 'Done. The old files are in '"$state"', readable by root only.'
  say "Take it back:  sh $state/install.sh --undo"
  say "$here holds keys and passwords: delete it once you are content."
}

undo() {
  [ -d "$state/backup" ] || refuse 'There is nothing to take back: it is not installed.'
  changed=no
  files find_changed
  [ "$changed" = no ] || refuse "Taking it back would lose that change. The old files are in $state/backup."
  if restore; then say 'Everything is as it was before.'; exit 0; fi
  warn "Not everything is back. Once that is mended, run: sh $0 --undo"
  exit 4
}

tell() {
  say 'This is what would be done; nothing is changed now.'
  folders tell_folder
  files tell_file
  [ "$promtool" = '' ] || say "  checks   with $promtool, as the server reads them, before they count"
  case $process in
    restart | reload) if has_systemd; then say "  then     systemctl $process $unit"; else say '  then     asks you to restart the server: systemd does not run here'; fi ;;
    hands) say '  then     asks you to run:'; commands ;;
  esac
  proofs tell_proof
  changed=no
  files find_changed
  [ "$changed" = no ] || exit 1
}
tell_proof() { say "  proves   $1"; }

usage() {
  say "usage: sh $0 [--dry-run | --undo | --prove]"
  say '  without an option   installs it; exit 0 proven, 1 refused and nothing changed,'
  say '                      3 put back, 4 not all of it put back, 5 you have commands to run'
  say '  --dry-run           says what would be done, and changes nothing'
  say '  --undo              puts everything back as it was before'
  say '  --prove             knocks on the door once more'
}

by_hand=no
case $#:$* in
  0: | 1:--dry-run | 1:--undo | 1:--prove) ;;
  1:--help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || refuse 'Only root can do this: put sudo in front.'
for tool in sha256sum stat mv sync flock curl getent; do
  command -v "$tool" > /dev/null || refuse "$tool is not on this machine, and this script needs it."
done
[ "$(hash_of "$sums")" = "$sums_hash" ] || refuse "$sums is not the list that belongs to this script."
case $* in
  --dry-run) tell ;;
  --prove) prove || exit 1 ;;
  --undo) open_state; undo ;;
  *) open_state; install ;;
esac
`;
