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
/** For what is fetched by browsers: names and ids of operations instead of syntax trees. */
const clientPlugins = ['typescript-operations', manifest];
const consoleDocuments = 'console/src/**/*.graphql';
const widgetDocuments = 'widget/src/**/*.graphql';

export default {
  schema: 'schema/schema.graphql',
  ignoreNoDocuments: true,
  generates: {
    'console/src/lib/gql/generated.ts': {
      documents: consoleDocuments,
      plugins: clientPlugins,
      config: {
        ...typedDocuments.config,
        withTypenames: true,
        operationModule: '#lib/connection/operation.ts',
      },
    },
    'console/src/lib/gql/operations.json': {
      documents: consoleDocuments,
      plugins: [manifest],
      config: { withTypenames: true },
    },
    'widget/src/gql/generated.ts': {
      documents: widgetDocuments,
      plugins: clientPlugins,
      config: { ...typedDocuments.config, operationModule: '../core/graphqlAnswer.ts' },
    },
    'widget/src/gql/operations.json': { documents: widgetDocuments, plugins: [manifest] },
    'test/support/gql/generated.ts': { documents: 'test/**/*.graphql', ...typedDocuments },
  },
} satisfies CodegenConfig;
