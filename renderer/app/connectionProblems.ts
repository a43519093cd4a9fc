/** Problems of switched connections, at the fields of the one form that they were all given in. */
import type { Problem } from '../../shared/errors/failure.ts';

const shownFields = ['ca_file', 'server_name', 'user', 'password_file', 'cert_file', 'key_file'];

/** `connections.3.ca_file` is about the field `ca_file`; null where no field shows it. */
function fieldOf({ field = '' }: Problem): string | null {
  const name = /^connections\.\d+\.(\w+)$/.exec(field)?.[1];
  return name !== undefined && shownFields.includes(name) ? name : null;
}

/** The first, errors before the rest, with how many more there are of its kind. */
function first(problems: readonly Problem[]): Problem | undefined {
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  const rest = new Set(problems.filter(({ code }) => code === worst?.code).map(({ message }) => message)).size - 1;
  if (worst === undefined || rest < 1) return worst;
  return { ...worst, message: `${worst.message} ${rest === 1 ? 'One more is like that.' : `${String(rest)} more are like that.`}` };
}

/** @returns one problem a field, and those that no field shows */
export function byField(problems: readonly Problem[]): { fields: ReadonlyMap<string, Problem>; others: Problem[] } {
  const fields = new Map<string, Problem>();
  const isShown = (each: Problem): boolean => fields.get(fieldOf(each) ?? '')?.code === each.code;
  for (const field of shownFields) {
    const found = first(problems.filter((each) => fieldOf(each) === field));
    if (found !== undefined) fields.set(field, found);
  }
  return { fields, others: problems.filter((each) => !isShown(each)) };
}
