/** Who may import whom. The lint rules say it early; this says it for every kind of import, dynamic ones too. */
const fileAdapters = '^electron/host/(files|\\w+Files|folders)[.]ts$';
const product = '^(shared|electron|renderer)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one thought: move what they share into a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads to a file or a package that is installed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ runs everywhere, so it imports itself and packages without side effects only.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', '^node_modules/(yaml|zod)/'] },
    },
    {
      name: 'renderer-not-to-privileged',
      comment: 'The screens reach the machine through the bridge only.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'renderer-not-to-node',
      comment: 'The screens run in a browser as well.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'privileged-not-to-renderer',
      comment: 'The privileged side serves any screen and knows none.',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'electron-in-shell-only',
      comment: 'All but the shell is plain Node: the browser face and the command line run it without Electron.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: '^electron/((main|preload)[.]ts$|shell/)' },
      to: { path: '(^|node_modules/)electron(/|$)', dependencyTypesNot: ['local', 'core'] },
    },
    {
      name: 'plan-not-to-contract',
      comment: 'A plan is made without knowing how it will travel.',
      severity: 'error',
      from: { path: '^shared/plan/' },
      to: { path: '^shared/contract/' },
    },
    {
      name: 'product-not-to-workshop',
      comment: 'What is shipped does not need what it is tested, measured and built with.',
      severity: 'error',
      from: { path: product },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'programs-through-exec',
      comment: 'host/exec.ts caps output, time and environment of every program; host/passOn.ts hands over to one in the foreground.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/host/(exec|passOn)[.]ts$' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'files-through-host',
      comment: 'The host writes files atomically and with their final mode.',
      severity: 'error',
      from: { path: '^electron/', pathNot: fileAdapters },
      to: { path: '^(node:)?fs(/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    // The default condition names leave out "types", by which some packages name their only entry.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    cache: false,
  },
};
