/** Why the `yaml` package cannot read a file, without the piece of the file that it quotes: that may be a private key. */

/**
 * @param message of the package: a sentence, in some cases a colon and text of the file after it, then lines of the file
 * @returns the sentence alone
 */
export function yamlReason(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/(?<=\S):( .*)?$/, '').replace(/ at line \d+, column \d+$/, '');
}
