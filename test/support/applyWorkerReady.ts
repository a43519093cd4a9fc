/**
 * Applies a plan that was made ready before, as a process of its own that can be killed at any moment. Argument: a file
 * of JSON with the plan. Tells `began`, `step`, `check` and at last the outcome, each as a line of its own.
 */
import { readFileSync, writeSync } from 'node:fs';
import type { Answers } from '../../shared/model/answers.ts';
import type { PreparedPlan } from '../../electron/apply/preparePlan.ts';
import { applyReadyPlan } from './applyReadyPlan.ts';

interface Written {
  answers: Answers;
  prepared: PreparedPlan;
  texts: [string, string][];
  passwords: [string, string][];
}

const say = (line: string): void => void writeSync(1, `${line}\n`);
const { answers, prepared, texts, passwords } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Written;
say('began');
const { outcome } = await applyReadyPlan({ answers, prepared, material: { texts: new Map(texts), passwords: new Map(passwords) } }, ({ type }) => say(type));
say(outcome);
