/** What was settled in a step, in the few words that fit under its name. */
import type { Answers } from '../model/answers.ts';
import type { Report } from '../model/report.ts';
import type { StepId } from './steps.ts';

const keyNames = { p256: 'P-256', p384: 'P-384', rsa2048: 'RSA 2048', rsa3072: 'RSA 3072', rsa4096: 'RSA 4096' } as const;

function serverSummary({ server }: Answers): string {
  switch (server.kind) {
    case 'binary':
      return server.listen;
    case 'download':
      return `Prometheus ${server.version}`;
    case 'running':
      return `running on ${server.listen}`;
    case 'service':
      return server.unit;
    case 'files':
      return 'Files only';
    case 'rehearsal':
      return 'Rehearsal server';
  }
}

function listSummary(texts: readonly string[], none: string): string {
  const [first, ...more] = texts;
  if (first === undefined) return none;
  return more.length === 0 ? first : `${first} and ${String(more.length)} more`;
}

function certificateSummary({ certificate }: Answers, report: Report | null): string {
  if (certificate.source === 'keep') return report === null ? 'Kept as it is' : 'In use';
  return certificate.source === 'none' ? 'No TLS' : `Self-signed, ${keyNames[certificate.key]}, ${String(certificate.days)} days`;
}

function optionsSummary({ options }: Answers): string {
  const on = [
    ...(options.lifecycle ? ['lifecycle API'] : []),
    ...(options.admin_api ? ['admin API'] : []),
    ...(options.proxy === 'nginx' ? ['behind nginx'] : []),
  ];
  return on.length === 0 ? 'Defaults' : on.join(', ');
}

/** @returns undefined where there is nothing to say yet */
export function stepSummary(step: StepId, answers: Answers, report: Report | null): string | undefined {
  switch (step) {
    case 'server':
      return serverSummary(answers);
    case 'names':
      return listSummary(answers.names, 'None');
    case 'certificate':
      return certificateSummary(answers, report);
    case 'users':
      return listSummary(answers.users.filter((user) => user.remove !== true).map((user) => user.name), 'None');
    case 'options':
      return optionsSummary(answers);
    case 'apply':
      return report === null ? undefined : `Done in ${(report.ms / 1000).toFixed(1)} s`;
    case 'proof': {
      if (report === null || report.checks.length === 0) return undefined;
      return `${String(report.checks.filter((check) => check.ok).length)} of ${String(report.checks.length)} checks hold`;
    }
    case 'review':
    case 'finish':
      return undefined;
  }
}
