/** What is kept of an answer for telling what is wrong with it, fit to be shown. */
import type { AnswerEvidence } from '../../shared/doctor/connectionEvidence.ts';
import type { HttpAnswer } from '../host/httpRequest.ts';

export function isPacked(answer: HttpAnswer): boolean {
  return (answer.header('content-encoding') ?? 'identity') !== 'identity';
}

const shownBytes = 300;

export function answerEvidence(answer: HttpAnswer): AnswerEvidence {
  const header = (name: string): string | null => {
    const value = answer.header(name);
    return value === null ? null : printable(value);
  };
  return {
    status: answer.status,
    location: header('location'),
    authenticate: header('www-authenticate'),
    encoding: header('content-encoding'),
    truncated: answer.truncated,
    beginning: isPacked(answer) ? '' : printable(answer.body.subarray(0, shownBytes).toString('utf8')),
  };
}

/** What a stranger's server says is shown in terminals: no control characters, no change of direction. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '\ufffd').slice(0, shownBytes);
}
