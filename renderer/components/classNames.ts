/** Joins the class names that hold. Out: one string, empty when none does. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
