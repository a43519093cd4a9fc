/** Puts a name behind a folder with the separator that the folder is written with. */
export function joinPath(folder: string, name: string): string {
  const separator = /^[A-Za-z]:\\|^\\\\/.test(folder) ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** The folder that a path of a file stands in; the path itself where it has no separator. */
export function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  if (at < 0) return path;
  return at === 0 ? path.slice(0, 1) : path.slice(0, at);
}
