/** Files that the real server serves to see what its policy stops: each tries one thing, and violations are noted. */

/** Runs first on every page and notes what the policy stopped. */
export const watcher = `
globalThis.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push([event.effectiveDirective, event.blockedURI, event.sample, event.sourceFile, event.lineNumber].join(' '));
});`;

/** @param elsewhere origin of another server */
export function hostilePage(elsewhere: string): Record<string, string> {
  return {
    'watch.js': watcher,
    'hostile.html': `<!doctype html><meta charset="utf-8"><title>hostile</title>
      <script src="/watch.js"></script>
      <base href="${elsewhere}/">
      <script>document.title = 'inline script ran';</script>
      <style>body { color: red; }</style>
      <p style="color: red">styled</p>
      <button id="handler" onclick="document.title = 'handler ran'">handler</button>
      <a id="link" href="javascript:document.title = 'link ran'">link</a>
      <img src="${elsewhere}/image.png">
      <iframe src="${elsewhere}/frame"></iframe>
      <object data="${elsewhere}/object"></object>
      <form id="form" method="post" action="${elsewhere}/form"><input name="a" value="b"></form>
      <script src="${elsewhere}/script.js"></script>
      <link rel="stylesheet" href="${elsewhere}/style.css">
      <script src="/hostile.js"></script>`,
    'hostile.js': `
      const tried = {};
      const attempt = (name, run) => { try { run(); tried[name] = 'ran'; } catch (error) { tried[name] = error.name; } };
      attempt('eval', () => eval('1'));
      attempt('new Function', () => new Function('return 1')());
      attempt('innerHTML', () => { document.createElement('div').innerHTML = '<b>x</b>'; });
      attempt('script.src', () => { document.createElement('script').src = '/app.js'; });
      attempt('a trusted types policy', () => trustedTypes.createPolicy('mine', { createHTML: (text) => text }));
      attempt('a worker', () => new Worker('data:text/javascript,1'));
      fetch('${elsewhere}/fetched').then(() => { tried.fetch = 'ran'; }, (error) => { tried.fetch = error.name; });
      document.getElementById('handler').click();
      document.getElementById('link').click();
      document.getElementById('form').submit();
      globalThis.tried = tried;`,
  };
}

/** Directives that have to have been reported, each by what it stopped. */
export const expectedViolations = [
  'base-uri', 'script-src-elem inline', 'style-src-elem inline', 'style-src-attr inline', 'script-src-attr inline', 'img-src', 'frame-src',
  'object-src', 'form-action', 'script-src-elem http', 'style-src-elem http', 'require-trusted-types-for', 'trusted-types', 'connect-src',
];
