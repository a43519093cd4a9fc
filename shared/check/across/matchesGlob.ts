/** Patterns of file names as Prometheus takes them in scrape_config_files. */

/**
 * Whether a path fits a pattern whose asterisks stand for anything within one part of it. Character classes, which Go
 * knows as well and hardly anybody writes, are taken literally.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const literal = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^/]*')}$`, 's').test(path);
}
