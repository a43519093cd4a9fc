/**
 * The end of every bundle's script: installing in order, and putting everything back. POSIX sh; `look` and `place` stand
 * in bundleShellFiles.ts, `check`, `steer` and `prove` in bundleShellServer.ts, `reload_back` in bundleShellReload.ts, the lists of this one change before them.
 */
export const bundleShellRun = `
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
    if [ "$back" = reload ]; then told=reload_back; else told="steer $back"; fi
    if ! $told; then warn "systemctl could not $back $unit. See why with: systemctl status $unit"; left=yes
    elif [ "$back" != stop ]; then knock_back answers_again
    fi
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
    [ "$unread" = no ] || end_unread
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
  case $reload in
    refused) give_up "Prometheus refuses the new prometheus.yml, which promtool accepted. See why with: journalctl -u $unit" ;;
    silent) end_unread ;;
  esac
  prove || give_up 'The server does not do what it should.'
  trap - INT TERM HUP
  [ "$unread" = no ] || end_unread
  : > "$state/done" && sync "$state"
  say 'Done. The old files are in '"$state"', readable by root only.'
  say "Take it back:  sh $state/install.sh --undo"
  say "$here holds keys and passwords: delete it once you are content."
}

undo() {
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
    restart | reload)
      if ! has_systemd; then say '  then     asks you to restart the server: systemd does not run here'
      elif [ "$process" = reload ]; then say "  then     systemctl kill --signal=HUP $unit"
      else say "  then     systemctl restart $unit"
      fi
      ;;
    hands) say '  then     asks you to run:'; commands ;;
  esac
  proofs tell_proof
  [ "$rereads" = no ] || say '  proves   Prometheus has read the new prometheus.yml'
  changed=no
  files find_changed
  [ "$changed" = no ] || exit 1
}
tell_proof() { say "  proves   $1"; }

usage() {
  say "usage: sh $0 [--dry-run | --undo | --prove]"
  say '  without an option   installs it; exit 0 proven, 1 refused and nothing changed,'
  say '                      3 put back, 4 not all of it put back, 5 something is left to you'
  say '  --dry-run           says what would be done, and changes nothing'
  say '  --undo              puts everything back as it was before'
  say '  --prove             knocks on the door once more'
}

by_hand=no
reload=none
unread=no
case $#:$* in
  0: | 1:--dry-run | 1:--undo | 1:--prove) ;;
  1:--help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || refuse 'Only root can do this: put sudo in front.'
for tool in sha256sum stat mv sync flock curl grep getent; do
  command -v "$tool" > /dev/null || refuse "$tool is not on this machine, and this script needs it."
done
[ "$(hash_of "$sums")" = "$sums_hash" ] || refuse "$sums is not the list that belongs to this script."
case $* in
  --dry-run) tell ;;
  --prove)
    prove || exit 1
    [ "$unread" = no ] || end_unread
    ;;
  --undo)
    rm -rf -- "$state.gone"
    [ -d "$state/backup" ] || refuse 'There is nothing to take back: it is not installed.'
    open_state
    undo
    ;;
  *) open_state; install ;;
esac
`;
