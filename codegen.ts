import type { CodegenConfig } from '@graphql-codegen/cli';

// Typed documents for each client, made from the committed schema and the .graphql files beside their users.
const typedDocuments = {
  plugins: ['typescript-operations', 'typed-document-node'],
  config: {
    useTypeImports: true,
    avoidOptionals: { field: true, inputValue: false },
    nonOptionalTypename: true,
    skipTypename: false,
    enumsAsTypes: true,
    dedupeFragments: true,
    // A file goes beside the operation, in whose variables null stands for it.
    scalars: { ID: 'string', DateTime: 'string', Upload: 'null' },
  },
};

const manifest = './schema/operationManifest.ts';
const consoleDocuments = 'console/src/**/*.graphql';
const widgetDocuments = 'widget/src/**/*.graphql';

export default {
  schema: 'schema/schema.graphql',
  ignoreNoDocuments: true,
  generates: {
    'console/src/lib/gql/generated.ts': {
      documents: consoleDocuments,
      plugins: [...typedDocuments.plugins, manifest],
      config: { ...typedDocuments.config, withTypenames: true },
    },
    'console/src/lib/gql/operations.json': {
      documents: consoleDocuments,
      plugins: [manifest],
      config: { withTypenames: true },
    },
    'widget/src/gql/generated.ts': {
      documents: widgetDocuments,
      // Names and hashes instead of syntax trees: the widget is weighed by the kilobyte.
      plugins: ['typescript-operations', manifest],
      config: { ...typedDocuments.config, operationModule: '../core/graphqlAnswer.ts' },
    },
    'widget/src/gql/operations.json': { documents: widgetDocuments, plugins: [manifest] },
    'test/support/gql/generated.ts': { documents: 'test/**/*.graphql', ...typedDocuments },
  },
} satisfies CodegenConfig;
