/** Which of the two looks is shown; `system` follows the machine. */
export type Theme = 'system' | 'light' | 'dark';

/** Shows a theme on the whole page. In: the chosen theme and the <html> element. */
export function applyTheme(theme: Theme, root: HTMLElement): void {
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme);
}
