/** Tells a run as it goes: as one JSON object a line, or as text without the server's log unless it is wanted or needed. */
import type { Failure } from '../../shared/errors/failure.ts';
import type { Action } from '../../shared/model/plan.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { jsonFailure, jsonReport } from './jsonShapes.ts';
import { eventLines, failureLines, reportLines } from './printReport.ts';
import type { Terminal } from './terminal.ts';

export interface TellOptions {
  readonly json: boolean;
  /** Whether the server's log lines are shown even when all goes well. */
  readonly verbose: boolean;
}

/** What is known of a run beforehand. */
export interface RunContext {
  /** Of the plan that is carried out. */
  readonly actions?: readonly Action[];
  /** What the person has afterwards. */
  readonly handover?: (report: Report) => readonly string[];
}

/** The newest lines say why a server did not start. */
const shownLogLines = 30;

export class RunTeller {
  readonly #options: TellOptions;
  readonly #terminal: Terminal;
  readonly #context: RunContext;
  readonly #log: string[] = [];

  constructor(options: TellOptions, terminal: Terminal, context: RunContext = {}) {
    this.#options = options;
    this.#terminal = terminal;
    this.#context = context;
  }

  event(event: ApplyEvent): void {
    if (this.#options.json) {
      this.#terminal.out(JSON.stringify(event));
    } else if (event.type === 'log' && !this.#options.verbose) {
      this.#log.push(event.line);
    } else {
      for (const line of eventLines(event, this.#context.actions ?? [], this.#terminal.columns)) this.#terminal.out(line);
    }
  }

  /** @param well whether it ended as it was asked to */
  report(report: Report, well: boolean): void {
    if (this.#options.json) {
      this.#terminal.out(JSON.stringify(jsonReport(report)));
      return;
    }
    const lines = well ? [] : this.#unsaidLog(report.failure);
    for (const line of [...lines, '', ...reportLines(report, this.#context.handover?.(report))]) this.#terminal.out(line);
  }

  /** @returns the exit code */
  failure(failed: Failure): 1 {
    if (this.#options.json) this.#terminal.out(JSON.stringify(jsonFailure(failed)));
    else for (const line of [...this.#unsaidLog(failed), ...failureLines(failed)]) this.#terminal.err(line);
    return 1;
  }

  /** The log that was kept back, unless the failure quotes it. */
  #unsaidLog(failed: Failure | null): string[] {
    const raw = failed?.raw ?? '';
    const unsaid = this.#log.filter((line) => !raw.includes(line)).slice(-shownLogLines);
    return unsaid.length === 0 ? [] : ['', 'The log of the server:', ...unsaid.map((line) => `  | ${line}`)];
  }
}
