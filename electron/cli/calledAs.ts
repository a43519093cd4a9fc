/** How the person called PromSeal, so that a command to paste works where it was read. */

/** @param environment npm names the script that it runs there: npm-run-script(1) */
export function calledAs(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return environment['npm_lifecycle_event'] === 'promseal' ? 'npm run --silent promseal --' : 'promseal';
}
