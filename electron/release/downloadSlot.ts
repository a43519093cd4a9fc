/** One download at a time in this program, and the way to stop it. */
import type { EventOf, ParsedInput } from '../../shared/contract/contract.ts';
import type { FoundBinary } from '../../shared/model/discovery.ts';
import { fullPath } from '../host/fullPath.ts';
import { WizardError } from '../wizardError.ts';
import { downloadRelease } from './downloadRelease.ts';
import { progressTeller } from './progressTeller.ts';

export class DownloadSlot {
  #current: AbortController | null = null;

  /**
   * @param host where releases are downloaded from
   * @throws DOWNLOAD_RUNNING, and the codes of `downloadRelease`
   */
  async run(
    { version, into }: ParsedInput<'release.download'>,
    host: string,
    onEvent: (event: EventOf<'release.download'>) => void,
  ): Promise<FoundBinary> {
    if (this.#current !== null) throw new WizardError('DOWNLOAD_RUNNING');
    const current = new AbortController();
    this.#current = current;
    try {
      const onProgress = progressTeller(version, (done, total, text) => onEvent({ done, total, text }));
      return await downloadRelease({ version, into: fullPath(into), host, signal: current.signal, onProgress });
    } finally {
      this.#current = null;
    }
  }

  /** @returns whether there was a download to stop */
  cancel(): boolean {
    this.#current?.abort();
    return this.#current !== null;
  }
}
