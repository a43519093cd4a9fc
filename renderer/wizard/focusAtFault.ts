/** Where somebody has to go who pressed Next too early. */

const focusable = 'input, button, [tabindex]';

/** Moves the focus to the first field of the form that is wrong; to what is marked so where there is no field for it. */
export function focusAtFault(form: HTMLElement): void {
  const wrong = form.querySelector<HTMLElement>('input[aria-invalid="true"], [data-at-fault]');
  if (wrong === null) return;
  // Of a group of radio buttons the chosen one is where Tab would lead as well.
  const chosen = wrong.querySelector<HTMLElement>('input:checked') ?? wrong.querySelector<HTMLElement>(focusable);
  const target = wrong.matches(focusable) ? wrong : chosen;
  target?.focus({ preventScroll: true });
  // In the middle, where neither the bar at the bottom nor what is said above it covers the field.
  target?.scrollIntoView({ block: 'center' });
}
