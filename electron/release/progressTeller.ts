/** Tells of a download often enough to be watched, and not for every piece of 64 KiB. */

const everyBytes = 1024 * 1024;
const mebibytes = (bytes: number): string => (bytes / (1024 * 1024)).toFixed(1);

/** @returns a listener for `downloadRelease` that passes on the first piece, each further MiB, and the end */
export function progressTeller(
  version: string,
  tell: (done: number, total: number | null, text: string) => void,
): (done: number, total: number | null) => void {
  let next = 0;
  return (done, total) => {
    if (done < next && done !== total) return;
    next = done + everyBytes;
    const amount = total === null ? `${mebibytes(done)} MiB` : `${mebibytes(done)} of ${mebibytes(total)} MiB`;
    tell(done, total, `Downloading Prometheus ${version}: ${amount}`);
  };
}
