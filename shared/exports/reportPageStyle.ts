/** The look of the report page, in the page itself: it has nothing to load. */
import { html } from './html.ts';

export const pageStyle = html`<style>
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#ffffff, #15181d); color: light-dark(#171a1f, #eef1f4); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 1.3; }
h2 { margin: 32px 0 8px; font-size: 18px; }
p { margin: 0 0 8px; }
.brand, footer, small, dt, th { color: light-dark(#5f6873, #98a2ae); }
code, pre { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 4px 0 0; padding: 8px; background: light-dark(#f3f5f7, #1c2128); white-space: pre-wrap; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 8px 12px 8px 0; border-bottom: 1px solid light-dark(#e0e3e8, #2a3038); text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { font-size: 13px; }
.figure { padding-right: 0; text-align: right; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 12px 0 0; }
dd { margin: 0; overflow-wrap: anywhere; }
.good { color: light-dark(#136437, #74d398); }
.bad { color: light-dark(#b01e2a, #ff9398); }
footer { margin-top: 40px; font-size: 13px; }
@media (max-width: 640px) {
  main { padding: 16px; }
  thead { display: none; }
  tr, td { display: block; }
  tr { padding: 8px 0; border-bottom: 1px solid light-dark(#e0e3e8, #2a3038); }
  td { padding: 2px 0; border: 0; }
  .figure { text-align: left; }
  td[data-name]::before { content: attr(data-name) ': '; color: light-dark(#5f6873, #98a2ae); }
}
</style>`;
