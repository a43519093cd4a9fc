/**
 * Applies a plan that was made ready before, as a process of its own that can be killed at any moment. Argument: a file
 * of JSON with the plan. Tells `began`, `step`, `check` and at last the outcome, each as a line of its own.
 */
import { writeSync } from 'node:fs';
import { applyReadyPlan, readReadyPlan } from './applyReadyPlan.ts';

const say = (line: string): void => void writeSync(1, `${line}\n`);
const ready = readReadyPlan(process.argv[2] ?? '');
say('began');
const { outcome } = await applyReadyPlan(ready, ({ type }) => say(type));
say(outcome);
