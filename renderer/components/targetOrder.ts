/** Scrape targets as people look at them: what needs attention comes first. */
import type { Target } from '../../shared/model/report.ts';

type Health = Target['health'];

const order: readonly Health[] = ['vanished', 'down', 'unknown', 'up'];
const words: Readonly<Record<Health, string>> = { up: 'up', down: 'down', unknown: 'not scraped yet', vanished: 'missing' };

/** Those that fail first; among equals in the order of Prometheus. */
export function worstFirst(targets: readonly Target[]): Target[] {
  return targets.toSorted((one, other) => order.indexOf(one.health) - order.indexOf(other.health));
}

/** `12 up, 6 down, 1 missing`, without what there is none of. */
export function countsOfTargets(targets: readonly Target[]): string {
  const counted = order.toReversed().flatMap((health) => {
    const count = targets.filter((target) => target.health === health).length;
    return count === 0 ? [] : [`${String(count)} ${words[health]}`];
  });
  return `${counted.join(', ')}.`;
}
