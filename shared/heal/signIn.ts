/** How the self-scrape gets a password that works, without anybody losing theirs. */
import type { RepairAnswers } from '../model/repair.ts';
import { linksTo, isSelfScrape, type RepairContext } from './repairContext.ts';

/** A name that no user has. */
function freshUser(taken: readonly string[]): string {
  const wanted = ['prometheus', 'prometheus-scrape'];
  const free = wanted.find((name) => !taken.includes(name));
  for (let number = 2; free === undefined; number++) {
    const name = `prometheus-scrape-${String(number)}`;
    if (!taken.includes(name)) return name;
  }
  return free;
}

const usersOf = ({ web }: RepairContext): string[] => (web?.facts.users ?? []).map(({ name }) => name);

/** A user of its own with a new password: the others keep theirs. @param users that there are */
export function ownUser(context: RepairContext, users: readonly string[] = usersOf(context)): RepairAnswers {
  const name = freshUser(users);
  return { users: [{ name, generate: true }], scrapeUser: name, followScrape: true };
}

/** A new password for a user whose old one is of no use, for the self-scrape too where it signs in as that user. */
export function newPassword(context: RepairContext, user: string): RepairAnswers {
  const scrapes = linksTo(context).some((link) => isSelfScrape(link) && link.connection.signIn?.username === user);
  return { users: [{ name: user, generate: true }], ...(scrapes ? { scrapeUser: user, followScrape: true } : {}) };
}

/**
 * The self-scrape made to fit the server. Where it has no sign-in that is known to work it gets a user of its own.
 * @param users that web.yml has after the repair
 */
export function followServer(context: RepairContext, users: readonly string[] = usersOf(context)): RepairAnswers {
  if (users.length === 0) return { followScrape: true };
  const works = linksTo(context).filter(isSelfScrape).some(({ connection: { name: job, signIn } }) => {
    const user = signIn?.username ?? null;
    if (user === null || !users.includes(user)) return false;
    return context.view.setup.signIns.some((each) => each.section === 'scrape' && each.job === job && each.user === user && each.matches !== false);
  });
  return works ? { followScrape: true } : ownUser(context, users);
}
