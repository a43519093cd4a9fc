/** Codes about files, folders, checkpoints and locks. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const fileCodes = {
  FILE_NOT_FOUND: { message: '{path} does not exist.', hint: 'Check the spelling, or choose another file.' },
  FILE_NOT_READABLE: {
    message: '{path} cannot be read by this user.',
    hint: 'See who may read it with: ls -l {word}',
  },
  FILE_NOT_WRITABLE: {
    message: '{path} cannot be written: {reason}.',
    hint: 'An administrator can see why with: namei -l {word}; lsattr -d {word}; findmnt -T {word}',
  },
  FILE_DISK_FULL: {
    message: 'There is no room left to write {path}: {reason}. The file is as it was.',
    hint: 'Make room, then try again. This shows how full it is: df -h -- {folderWord}',
  },
  FILE_IO_ERROR: {
    message: 'The system could not {action} {path}: {reason}.',
    hint: 'This often comes from a failing disk or a lost network drive. The system log has more: journalctl -k',
  },
  FILE_INCOMPLETE: {
    message: '{path} was not written completely: {reason}. The file is as it was.',
    hint: 'The disk gave no error, but does not hold what was written. Check it before you try again.',
  },
  FILE_TOO_LARGE: {
    message: '{path} is larger than {limit}, the most PromSeal reads.',
    hint: 'Check that this is the file you meant.',
  },
  FILE_NOT_REGULAR: { message: '{path} is not a regular file: {reason}.', hint: 'Choose a file.' },
  FILE_NOT_USABLE: { message: '{path} cannot be used: {reason}', hint: 'Look at it with: ls -ld {word}' },
  FILE_LINK_BROKEN: {
    message: '{path} is a symbolic link that leads nowhere.',
    hint: 'Remove the link or create the file it names. See it with: readlink {word}',
  },
  FILE_LINK_MOVED: {
    message: '{path} led to another file when it was about to be replaced. Nothing was written to either.',
    hint: 'Another program changed the symbolic link. Look at the new plan, then apply.',
  },
  FILE_IS_LINK: {
    message: '{path} is not written, because {link} is a symbolic link that may lead elsewhere than you mean.',
    hint: 'Keys, certificates and passwords are never written through a link, and root follows only links of its own. See it with: ls -ld {linkWord}',
  },
  FILE_IS_LINK_TO: {
    message: '{path} is a symbolic link. What is changed is {real}.',
    hint: 'The link itself stays as it is.',
  },
  FILE_IS_MOUNT: {
    message: '{path} cannot be replaced, because the file itself is mounted there, as containers do.',
    hint: 'Writing into it in place could let everybody in for a moment, so PromSeal does not. Mount its folder instead, or apply outside of the container.',
  },
  FILE_OWNER_NOT_KEPT: {
    message: '{path} belongs to user {uid} and group {gid}, and this user may not give a new file to them.',
    hint: 'Run this as root, or as the user that owns the file.',
  },
  FILE_HAS_OTHER_NAMES: {
    message: '{path} has {count} hard links. Its other names keep the old content.',
    hint: 'See them with: find / -xdev -samefile {word}',
  },
  FILE_LIMIT_REACHED: {
    message: 'PromSeal could not {action} {path}, because too many files are open.',
    hint: 'Close other programs, or raise the limit that this shows: ulimit -n',
  },
  FOLDER_NOT_A_FOLDER: { message: '{path} is not a folder.', hint: 'Choose a folder.' },
  FOLDER_NOT_WRITABLE: {
    message: 'Nothing can be created in {path}: {reason}.',
    hint: 'Choose another folder, or run this as its owner. See who that is with: ls -ld {word}',
  },
  FOLDER_WORLD_WRITABLE: {
    message: 'Every user may replace files in {path}, so no private key can be kept there.',
    hint: 'Take that right away with: chmod o-w {word}',
  },
  FOLDER_OWNED_BY_OTHER: {
    message: '{path} belongs to another user (id {uid}), who could replace a private key in it.',
    hint: 'Choose a folder of your own, or run PromSeal as that user.',
  },
  CHECKPOINT_NOT_WRITABLE: {
    message: 'What is needed to undo the change could not be kept in {path}: {reason}.',
    hint: 'PromSeal only changes what it can undo. Make that folder writable, or make room on its disk.',
  },
  CHECKPOINT_OPEN: {
    message: 'An earlier change was interrupted and has not been put back yet (checkpoint {id}).',
    hint: 'Put it back first: promseal recover DIR',
  },
  CHECKPOINT_NOT_FOUND: {
    message: 'There is no checkpoint {id} in {path}.',
    hint: 'Its number stands at the end of the report of each apply. Without --to the newest change is put back.',
  },
  STATE_NOT_TRUSTED: {
    message: '{path} could have been written by another account (its owner has the id {owner}), so nothing in it is believed.',
    hint: 'Run this as the user who made the change. See who may write there with: ls -ld {word}',
  },
  CHECKPOINT_DAMAGED: {
    message: 'Checkpoint {id} cannot be used: {reason}.',
    hint: 'Its copies of the old files are in {path}, if you want to put them back by hand.',
  },
} as const satisfies Record<string, CatalogueEntry>;
