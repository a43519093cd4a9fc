/** The two places for the password by which Prometheus scrapes itself. */
import { passwordFile } from './passwordFile.ts';

/**
 * A new password goes to the place that is not in use: Prometheus 3.5 goes on with the old one until its configuration
 * names another file, and so no scrape finds a password that web.yml does not have yet.
 * @returns the user's own file first; no user's own file ends like the second
 */
export function passwordPlaces(folder: string, user: string): readonly [string, string] {
  const first = passwordFile(folder, user);
  return [first, `${first}-2`];
}
