/** Where somebody has to go who pressed Next too early. */

/** Members of a radio group that are not in the order of Tab are left out. */
const focusable = 'input:not([tabindex="-1"]), button:not([tabindex="-1"]), [tabindex]';

/** Moves the focus to the first field of the form that is wrong; to what is marked so where there is no field for it. */
export function focusAtFault(form: HTMLElement): void {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]:is(input), [data-at-fault]');
  const target = wrong?.matches(focusable) === true ? wrong : wrong?.querySelector<HTMLElement>(focusable);
  target?.focus();
}
