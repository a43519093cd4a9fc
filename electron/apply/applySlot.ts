/** One change at a time in this program, with what a page that was closed and opened again needs to know of it. */
import type { Status } from '../../shared/contract/contract.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { WizardError } from '../wizardError.ts';

type Work = (tell: (event: ApplyEvent) => void, signal: AbortSignal) => Promise<Report>;

/** A page that comes back sees this many of the newest events. */
const remembered = 500;

export class ApplySlot {
  #running: { folder: string; startedAt: number; events: ApplyEvent[]; controller: AbortController } | null = null;
  #report: Report | null = null;

  get busy(): boolean {
    return this.#running !== null;
  }

  status(): Status {
    const running = this.#running;
    if (running === null) return { running: null, report: this.#report };
    const { folder, startedAt, events, controller } = running;
    return { running: { folder, startedAt, events, cancellable: !controller.signal.aborted }, report: this.#report };
  }

  /** @returns whether there was something to cancel; it stops at the next safe point and puts everything back */
  cancel(): boolean {
    if (this.#running === null) return false;
    this.#running.controller.abort();
    return true;
  }

  /**
   * Runs a change unless one is running. Closing the page does not stop it.
   * @throws BUSY, and what the work throws
   */
  async run(folder: string, now: number, onEvent: (event: ApplyEvent) => void, work: Work): Promise<Report> {
    if (this.#running !== null) {
      throw new WizardError('BUSY', { pid: process.pid, since: new Date(this.#running.startedAt).toISOString() });
    }
    const running = { folder, startedAt: now, events: [] as ApplyEvent[], controller: new AbortController() };
    this.#running = running;
    this.#report = null;
    try {
      this.#report = await work((event) => {
        running.events.push(event);
        if (running.events.length > remembered) running.events.shift();
        onEvent(event);
      }, running.controller.signal);
      return this.#report;
    } finally {
      this.#running = null;
    }
  }
}
