/** Path arithmetic on text, for both separators, because planning runs where node:path is not. */

const separatorOf = (path: string): string => (/^[A-Za-z]:\\|^\\\\/.test(path) ? '\\' : '/');

/** Whether a path stands on its own, on POSIX or Windows. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

/** The folder that a path is in. */
export function folderOf(path: string): string {
  const separator = separatorOf(path);
  const at = path.lastIndexOf(separator);
  return at <= 0 ? separator : path.slice(0, at);
}

/** A name in a folder; an absolute name stands as it is. */
export function inFolder(folder: string, name: string): string {
  if (isAbsolutePath(name)) return name;
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf(separatorOf(path)) + 1);
}

/**
 * How a file in `folder` names `path`: by its bare name when it is in the same folder, else in full.
 * The exporter toolkit resolves against the folder of web.yml and Prometheus against that of prometheus.yml.
 */
export function asSeenFrom(folder: string, path: string): string {
  return folderOf(path) === folder ? fileNameOf(path) : path;
}
