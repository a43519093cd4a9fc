/**
 * The rules that keep the layers pure and the code small. Each restriction says what to do instead;
 * docs/architecture.md says why.
 */
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const see = 'See docs/architecture.md.';

/** Syntax that is wrong anywhere in the product. */
const forbiddenEverywhere = [
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
    message: 'Text reaches the page as text: render it as a child.',
  },
  {
    selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
    message: 'Text reaches the page as text: render it as a child.',
  },
  {
    selector: "Property[key.name='shell']:not([value.value=false])",
    message: 'Programs are started with an argument list, never through a shell.',
  },
  {
    selector: "Identifier[name='NODE_TLS_REJECT_UNAUTHORIZED'], Literal[value='NODE_TLS_REJECT_UNAUTHORIZED']",
    message: 'Verification is never switched off for a whole process.',
  },
  {
    selector: 'MemberExpression[property.name=/^l?chmodSync$/], ImportSpecifier[imported.name=/^l?chmod(Sync)?$/]',
    message: 'A file gets its mode when it is created; changing it later leaves a moment in which others can read it.',
  },
  {
    selector: "ImportSpecifier[imported.name='createRequire'], MemberExpression[property.name='getBuiltinModule']",
    message: 'Import modules by name, so that the boundary check sees them.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals: Node runs these files without compiling.' },
];

const noUnverifiedTls = {
  selector: "Property[key.name='rejectUnauthorized'][value.value=false]",
  message: 'Only electron/host/network.ts may read a chain that it does not trust.',
};

/** Syntax that would make shared/ depend on more than its arguments. */
const forbiddenInShared = [
  { selector: 'ThrowStatement', message: `Return a Problem or a Result: shared/ never throws. ${see}` },
  { selector: 'AwaitExpression', message: `shared/ does not wait for anything. ${see}` },
  { selector: ':function[async=true]', message: `shared/ does not wait for anything. ${see}` },
  { selector: "NewExpression[callee.name='Date']", message: `Take \`now\` in milliseconds as an argument. ${see}` },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: `Take randomness as an argument. ${see}`,
  },
];

const childProcess = {
  name: 'node:child_process',
  message: 'Programs are started by host/exec.ts and host/passOn.ts, which caps output, time and environment.',
};
const fileSystem = ['node:fs', 'node:fs/promises'].map((name) => ({
  name,
  message: 'Files go through host/files.ts, which writes them atomically and with their final mode.',
}));
const electronPackage = { name: 'electron', message: 'Only main.ts, preload.ts and shell/ know Electron.' };
const unprefixed = ['fs', 'fs/promises', 'child_process', 'path', 'os', 'crypto', 'http', 'https', 'net', 'tls'].map(
  (name) => ({ name, message: `Write node:${name}.` }),
);

/** Files named for what they do with files. */
const fileAdapters = ['electron/host/{files,*Files,folders}.ts'];

const sizes = (lines, functionLines) => ({
  'max-lines': ['error', { max: lines, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: functionLines, skipBlankLines: true, skipComments: true, IIFEs: true }],
});

const restrictImports = (...paths) => ({ 'no-restricted-imports': ['error', { paths: [...unprefixed, ...paths] }] });

export default defineConfig(
  { ignores: ['node_modules/**', 'dist/**', 'release/**', '.cache/**', 'coverage/**', 'test-results/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['shared', 'electron', 'renderer', 'test'].map((layer) => `./${layer}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...sizes(200, 60),
      ...restrictImports(),
      // A switch counts as one: a table of cases is read as one thing.
      complexity: ['error', { max: 20, variant: 'modified' }],
      'max-depth': ['error', 4],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-syntax': ['error', ...forbiddenEverywhere, noUnverifiedTls],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // React's event properties take a function that returns nothing; a handler may well be async.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...forbiddenEverywhere, noUnverifiedTls, ...forbiddenInShared],
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: `Take \`now\` in milliseconds as an argument. ${see}` },
        { name: 'Intl', message: `The result would depend on the machine. ${see}` },
        { name: 'performance', message: `Take the time as an argument. ${see}` },
        { name: 'setTimeout', message: `shared/ does not wait for anything. ${see}` },
      ],
    },
  },
  { files: ['electron/**/*.ts'], rules: restrictImports(childProcess, ...fileSystem, electronPackage) },
  { files: ['electron/host/exec.ts', 'electron/host/passOn.ts'], rules: restrictImports(...fileSystem, electronPackage) },
  { files: fileAdapters, rules: restrictImports(childProcess, electronPackage) },
  {
    files: ['electron/{main,preload}.ts', 'electron/shell/**/*.ts'],
    rules: restrictImports(childProcess, ...fileSystem),
  },
  { files: ['electron/host/network.ts'], rules: { 'no-restricted-syntax': ['error', ...forbiddenEverywhere] } },
  {
    // A test says what it does in one place; its length is that of its table.
    files: ['test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      ...sizes(400, 300),
      complexity: 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  { files: ['scripts/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
