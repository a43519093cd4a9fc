/** One edit and one check of a prometheus.yml of 40,000 jobs, and a check of a small one, beside promtool on the same files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/projectRoot.ts';
import { hugeConfig } from '../test/support/hugeConfig.ts';
import type { HugeRun } from '../test/support/hugeRun.ts';
import { builtCli, findProgram, runProgram, workFolder } from './programs.ts';
import type { Measurement, Row } from './row.ts';
import { sideBySide, type Contender } from './samples.ts';

const rounds = 3;
/** What a person may wait for the largest file, in milliseconds. */
const longestWait = 8000;

function folderWith(name: string, jobs: number): string {
  const folder = join(workFolder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'prometheus.yml'), hugeConfig(jobs));
  return folder;
}

function promtoolOn(folder: string): Contender[] {
  const promtool = findProgram('promtool');
  const run = (program: string) => (): void => void runProgram(program, ['check', 'config', join(folder, 'prometheus.yml')]);
  return promtool === null ? [] : [{ name: 'promtool check config', run: run(promtool) }];
}

async function rowOf(what: string, contenders: Contender[], runs: number, aim: Row['aim']): Promise<Row[]> {
  const [ours, other] = await sideBySide(contenders, runs);
  return ours === undefined ? [] : [{ what, unit: 'ms', ours, other: other ?? null, aim }];
}

/** The call that the page makes, in a process that has started: what it took, and what it asked of the machine. */
async function editRows(folder: string): Promise<Row[]> {
  const seen: HugeRun[] = [];
  const run = (): number => {
    const told = JSON.parse(runProgram(process.execPath, [join(projectRoot, 'test/support/hugeRun.ts'), 'plan', folder]).stdout) as HugeRun;
    seen.push(told);
    return told.seconds * 1000;
  };
  const times = await rowOf('one edit of 40,000 jobs (9.6 MB): opened, edited, shown', [{ name: 'PromSeal', run }, ...promtoolOn(folder)], rounds, { kind: 'value', limit: longestWait });
  const row = (what: string, unit: Row['unit'], values: number[], limit: number): Row => ({ what, unit, ours: { name: 'PromSeal', values }, other: null, aim: { kind: 'value', limit } });
  return [
    ...times,
    row('its memory', 'MB', seen.map(({ residentMiB }) => residentMiB), 900),
    row('longest block of the browser face meanwhile', 'ms', seen.map(({ longestTurnMs }) => longestTurnMs), 50),
  ];
}

function check(folder: string): Contender[] {
  const run = (): void => void runProgram(process.execPath, [builtCli(), 'check', '--offline', join(folder, 'prometheus.yml')]);
  return [{ name: 'promseal check --offline', run }, ...promtoolOn(folder)];
}

export async function measureHugeFiles(): Promise<Measurement> {
  const [small, huge] = [folderWith('small', 5), folderWith('huge', 40_000)];
  return {
    rows: [
      ...(await editRows(huge)),
      ...(await rowOf('check of a small prometheus.yml, from start to exit', check(small), 9, null)),
      ...(await rowOf('check of one of 40,000 jobs', check(huge), rounds, { kind: 'value', limit: longestWait })),
    ],
    notes: ['A check runs promtool as well and shows its verdict beside its own, so it cannot be faster than promtool.'],
  };
}
