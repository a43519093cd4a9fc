/** Passwords that nobody typed: made while applying, and kept in a file each. */
import type { Output } from '../../shared/contract/contract.ts';
import { materialRefs } from '../../shared/plan/materialRefs.ts';

export interface MadePassword {
  user: string;
  /** The file that holds nothing else. */
  path: string;
  mode: number;
}

/** The files that the plan of a repair writes the passwords it makes to. */
export function madePasswords({ plan, answers }: Pick<Output<'plan.create'>, 'plan' | 'answers'>): MadePassword[] {
  const made = answers.users.filter(({ generate }) => generate === true);
  return plan.actions.flatMap((action): MadePassword[] => {
    if (action.kind !== 'file.write' || action.role !== 'passwordFile') return [];
    const refs = materialRefs(action);
    const user = made.find(({ name }) => refs.includes(`password:${name}`));
    return user === undefined ? [] : [{ user: user.name, path: action.path, mode: action.mode }];
  });
}
