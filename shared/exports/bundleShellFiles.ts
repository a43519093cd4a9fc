/**
 * The part of every bundle's script that looks at files and writes them. POSIX sh, with sha256sum, stat, mv -T and
 * sync of the GNU core utilities. Only names and numbers stand in front of it; nothing of it depends on the change.
 */
export const bundleShellFiles = `
say() { printf '%s\\n' "$*"; }
warn() { printf 'install.sh: %s\\n' "$*" >&2; }
refuse() { warn "$*"; warn 'Nothing was changed.'; exit 1; }

hash_of() { printf %.64s "$(sha256sum < "$1")"; }
number_of() { printf %.3s "$1"; }

# sum_of STAGED before|after: what a file is to hash to, from the list beside this script.
sum_of() {
  while read -r number before after; do
    [ "$number" = "$(number_of "$1")" ] || continue
    if [ "$2" = before ]; then printf %s "$before"; else printf %s "$after"; fi
    return 0
  done < "$sums"
  return 1
}

uid_of() { case $1 in *[!0-9]*) id -u -- "$1" ;; *) printf %s "$1" ;; esac; }
gid_of() { case $1 in *[!0-9]*) getent group "$1" | cut -d : -f 3 ;; *) printf %s "$1" ;; esac; }
rights_of() { printf '%s %s %s' "$1" "$(uid_of "$2")" "$(gid_of "$3")"; }

# state_of PATH: hash, mode and owner of a plain file; absent; other for anything else.
state_of() {
  if [ -h "$1" ]; then printf other
  elif [ -f "$1" ]; then printf '%s %s' "$(hash_of "$1")" "$(stat -c '%a %u %g' -- "$1")"
  elif [ -e "$1" ]; then printf other
  else printf absent
  fi
}

# look STAGED PATH MODE OWNER GROUP MODE OWNER GROUP: sets seen to before, after or other.
look() {
  now=$(state_of "$2")
  was=absent
  [ "$6" = - ] || was="$(sum_of "$1" before) $(rights_of "$6" "$7" "$8")"
  if [ "$now" = "$(sum_of "$1" after) $(rights_of "$3" "$4" "$5")" ]; then seen=after
  elif [ "$now" = "$was" ]; then seen=before
  else seen=other
  fi
}

# enter FOLDER: works in a folder that root alone may enter, beside what is to be made and so on the same disk. Whoever
# owns the folder around it can lead root nowhere else: it has to be the one that was named, no link is followed.
enter() {
  cd -P -- "$1" || return 1
  if [ "$(pwd -P)" != "$1" ]; then warn "$1 leads elsewhere now."; return 1; fi
  rm -rf -- "./$work" && mkdir -m 700 -- "./$work" && cd -P -- "./$work" && [ "$(stat -c '%u %a' .)" = '0 700' ]
}

# hand_over NAME MODE OWNER GROUP: what was made there gets its owner and its place, complete or not at all.
hand_over() { chown -- "$3:$4" new && chmod -- "$2" new && sync new && mv -fT -- new "../$1" && cd .. && rmdir -- "./$work" && sync .; }

# place FROM SUM PATH MODE OWNER GROUP: PATH becomes a copy of FROM.
place() (
  enter "$(dirname -- "$3")" && cat < "$1" > new || exit 1
  if [ "$(hash_of new)" != "$2" ]; then warn "$1 is not what was staged, or not all of it arrived."; exit 1; fi
  hand_over "$(basename -- "$3")" "$4" "$5" "$6"
)

# take_away PATH: removes a file that was not there before.
take_away() ( cd -P -- "$(dirname -- "$1")" && [ "$(pwd -P)" = "$(dirname -- "$1")" ] && rm -f -- "./$(basename -- "$1")" && sync . )

# Callbacks: each gets the words of one file or folder of the lists below.
find_changed() {
  look "$@"
  if [ "$seen" = other ]; then warn "$2 is not as it was when this was staged."; changed=yes; fi
}
find_kept() { look "$@"; if [ "$seen" = after ] && [ "$6" != - ] && ! [ -f "$state/backup/$1" ]; then changed=yes; warn "$2 is in place already, and its backup is gone."; fi; }
count_new() { look "$@"; [ "$seen" = after ] || missing=yes; }
tell_file() {
  look "$@"
  if [ "$seen" = after ]; then say "  stays    $2 ($3 $4:$5), it is in place already"
  elif [ "$seen" = other ]; then say "  refuses  $2, which is not as it was when this was staged"
  elif [ "$6" = - ]; then say "  creates  $2 ($3 $4:$5)"
  else say "  replaces $2 ($3 $4:$5)"
  fi
}
tell_folder() { if [ -d "$1" ]; then say "  stays    $1"; else say "  makes    $1 ($2 $3:$4)"; fi; }

make_folder() {
  [ -d "$1" ] && return 0
  say "Making $1"
  : > "$state/made-$(printf %s "$1" | sha256sum | cut -c 1-16)" || return 1
  ( enter "$(dirname -- "$1")" && mkdir -m 700 new && hand_over "$(basename -- "$1")" "$2" "$3" "$4" )
}
unmake_folder() {
  [ -e "$state/made-$(printf %s "$1" | sha256sum | cut -c 1-16)" ] || return 0
  [ ! -d "$1" ] || rmdir -- "$1" || { say "$1 is kept: something is in it."; return 0; }
}

back_up() {
  [ "$6" = - ] && return 0
  sum=$(sum_of "$1" before)
  [ -f "$state/backup/$1" ] && [ "$(hash_of "$state/backup/$1")" = "$sum" ] && return 0
  place "$2" "$sum" "$state/backup/$1" 600 0 0
}

write_file() {
  look "$@"
  [ "$seen" = after ] && return 0
  if [ "$seen" = other ]; then warn "$2 was changed meanwhile."; return 1; fi
  say "Writing $2"
  place "$here/files/$1" "$(sum_of "$1" after)" "$2" "$3" "$4" "$5"
}

# A file that somebody changed after it was written is left to its owner; the rest goes back.
put_back() {
  look "$@"
  if [ "$seen" = other ]; then warn "$2 was changed by somebody else and is left as it is. Its backup: $state/backup/$1"; left=yes; return 0; fi
  [ "$seen" = before ] && return 0
  say "Putting back $2"
  if [ "$6" = - ]; then take_away "$2" || left=yes
  else place "$state/backup/$1" "$(sum_of "$1" before)" "$2" "$6" "$7" "$8" || left=yes
  fi
  return 0
}
`;
