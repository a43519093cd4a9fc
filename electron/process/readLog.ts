/** The log of the managed Prometheus, line by line. */
import { join } from 'node:path';
import { stateFolder } from '../apply/stateFolder.ts';
import { fileSize, readFrom } from '../host/readFiles.ts';

const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;

export interface LogPiece {
  readonly lines: string[];
  /** Where the next call goes on, in bytes. */
  readonly next: number;
}

export function logPath(folder: string): string {
  return join(stateFolder(folder), 'prometheus.log');
}

/**
 * The complete lines from a byte on, at most 256 KiB at a time. A log that was begun anew is read from its start.
 * @throws FILE_NOT_READABLE; a log that does not exist has no lines
 */
export function readLog(folder: string, fromByte: number): LogPiece {
  const path = logPath(folder);
  const size = fileSize(path);
  if (size === null) return { lines: [], next: 0 };
  const from = fromByte > size ? 0 : fromByte;
  const bytes = readFrom(path, from, chunkBytes);
  const end = bytes.lastIndexOf(lineFeed) + 1;
  // A line longer than the piece is handed on in pieces, so that reading always advances.
  const taken = end === 0 && bytes.length === chunkBytes ? bytes : bytes.subarray(0, end);
  const lines = taken.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return { lines, next: from + taken.length };
}

/** All lines from a byte on, the newest 2,000 where there are more. */
export function readWholeLog(folder: string, fromByte: number): string[] {
  const lines: string[] = [];
  for (let from = fromByte; ; ) {
    const piece = readLog(folder, from);
    lines.push(...piece.lines);
    if (lines.length > 2000) lines.splice(0, lines.length - 2000);
    if (piece.next === from || piece.lines.length === 0) return lines;
    from = piece.next;
  }
}
