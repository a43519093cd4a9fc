/** A program without a face for tests of changes: its own settings and time, and the calls a face would make. */
import { join } from 'node:path';
import { applyPlan } from '../../electron/apply/applyPlan.ts';
import { preparePlan, type PreparedPlan } from '../../electron/apply/preparePlan.ts';
import { recoverChange, undoChange } from '../../electron/apply/undo.ts';
import { createProgram, type Program } from '../../electron/compose.ts';
import type { ProgramContext } from '../../electron/programContext.ts';
import { Answers, type AnswersInput } from '../../shared/model/answers.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';

export interface ApplyBench {
  readonly folder: string;
  readonly context: ProgramContext;
  readonly program: Program;
  /** Everything that was told, of every call. */
  readonly events: ApplyEvent[];
  /** What no code of the catalogue stands for. */
  readonly errors: unknown[];
  plan(answers: Answers): Promise<PreparedPlan>;
  /** Plans and applies at once. @param watch told of each event as it happens */
  apply(answers: Answers, passwords?: Record<string, string>, watch?: (event: ApplyEvent) => void, signal?: AbortSignal): Promise<Report>;
  /** Applies a plan that was made before. */
  applyAgreed(answers: Answers, digest: string, passwords?: Record<string, string>, watch?: (event: ApplyEvent) => void, signal?: AbortSignal): Promise<Report>;
  undo(options?: { checkpoint?: string; force?: boolean }): Promise<Report>;
  recover(options?: { force?: boolean }): Promise<Report>;
}

export function applyBench(folder: string, overrides: Partial<ProgramContext> = {}): ApplyBench {
  const errors: unknown[] = [];
  const log = (_: string, error: unknown): void => void errors.push(error);
  const program = createProgram({ settingsFolder: join(folder, '.promseal-test-settings'), log, ...overrides });
  const { context } = program;
  const events: ApplyEvent[] = [];
  const tell = (event: ApplyEvent): void => void events.push(event);
  const bench: ApplyBench = {
    folder,
    context,
    program,
    events,
    errors,
    plan: (answers) => preparePlan(answers, context),
    apply: async (answers, passwords = {}, watch, signal) => bench.applyAgreed(answers, (await preparePlan(answers, context)).digest, passwords, watch, signal),
    applyAgreed: (answers, digest, passwords = {}, watch = () => undefined, signal = new AbortController().signal) => {
      const told = (event: ApplyEvent): void => {
        tell(event);
        watch(event);
      };
      return applyPlan({ answers, digest, secrets: { passwords } }, context, told, signal);
    },
    undo: ({ checkpoint, force = false } = {}) => undoChange(folder, { force, ...(checkpoint === undefined ? {} : { checkpoint }) }, { context, tell }),
    recover: ({ force = false } = {}) => recoverChange(folder, { force }, { context, tell }),
  };
  return bench;
}

/** The article's answers for a folder and a server, with P-256 because it is made fast. */
export function answersFor(folder: string, server: AnswersInput['server'], changes: Partial<AnswersInput> = {}): Answers {
  return Answers.parse({
    version: 1,
    folder,
    server,
    names: ['localhost'],
    certificate: { source: 'self_signed', subject: { country: 'BE', state: 'Antwerp', locality: 'Brasschaat', organization: 'Inuits', common_name: 'localhost' } },
    users: [{ name: 'prometheus' }],
    ...changes,
  });
}
