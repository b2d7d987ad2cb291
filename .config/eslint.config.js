import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const generated = [
  '.wireit/**',
  'prisma/generated/**',
  'console/.svelte-kit/**',
  'console/build/**',
  'console/src/lib/paraglide/**',
  'widget/build/**',
  '**/gql/generated.ts',
  'test/output/**',
  'data/**',
];

export default defineConfig(
  globalIgnores(generated),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'object-shorthand': 'error',
      // State classes keep sets and maps that nothing renders.
      'svelte/prefer-svelte-reactivity': 'off',
      'prefer-const': ['error', { destructuring: 'all' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    // These need types. What they catch is a promise that nobody waits for, and thereby an error that nobody sees.
    files: ['**/*.ts', '**/*.svelte'],
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['**/*.svelte.ts'],
    languageOptions: { parser: ts.parser },
  },
  {
    // TypeScript knows the globals of its files; these are for what it does not check.
    files: ['**/*.js', '**/*.mjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.svelte', 'console/static/**/*.js', 'widget/demo/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    // What a terminal is meant to show.
    files: [
      'schema/printSchema.ts',
      'schema/publishSchema.ts',
      'prisma/migration.ts',
      'test/bench/**/*.ts',
      'test/fuzz/main.ts',
      'test/chaos/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
);
