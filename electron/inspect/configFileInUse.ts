/** Which prometheus.yml a server of somebody else reads. */
import { resolve } from 'node:path';
import type { Account } from '../../shared/model/hostFacts.ts';
import { flagValue } from '../../shared/prometheus/flags.ts';
import { defaultConfigFile } from '../check/programDefaults.ts';

interface Seen {
  /** As its flags and the defaults of the official release say. */
  readonly configFile: string | null;
  readonly workingDirectory: string | null;
  readonly args: readonly string[];
  readonly binary: string | null;
  readonly account: Account | null;
}

/** Where no flag names prometheus.yml, the program's own default counts: Debian's is in /etc/prometheus. */
export async function configFileInUse({ configFile, workingDirectory, args, binary, account }: Seen): Promise<string | null> {
  if (configFile === null || flagValue(args, 'config.file') !== null) return configFile;
  const byDefault = await defaultConfigFile(binary, account);
  return byDefault === null ? configFile : resolve(workingDirectory ?? '/', byDefault);
}
