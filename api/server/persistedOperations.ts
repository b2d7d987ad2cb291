import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { hasPermission, isInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { followOperation, sendOperation } from '../testMessage/testMessageOperations.ts';
import type { RequestContext } from './requestLimits.ts';

/** What the build has made of each client's documents. */
const manifests = ['console/src/lib/gql/operations.json', 'widget/src/gql/operations.json'];

/** The texts of our own clients' operations, by their ids. */
function readManifests(): ReadonlyMap<string, string> {
  const files = manifests.map((path) => join(import.meta.dirname, '../..', path)).filter(existsSync);
  return new Map(
    files.flatMap((file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)),
  );
}

const textById = readManifests();
const ownTexts = new Set([...textById.values(), sendOperation, followOperation]);
const ownNames = new Set(
  [...ownTexts].map((text) => /(?:query|mutation|subscription) (\w+)/.exec(text)?.[1] ?? ''),
);

/** Whether our own clients have an operation of this name. */
export const isOwnOperation = (name: string): boolean => ownNames.has(name);

/** What of a request says which operation is meant. */
export interface OperationParams {
  query?: string | null | undefined;
  documentId?: unknown;
}

/**
 * The text of the operation that is meant: given itself, or by its id (`documentId`, persisted documents of GraphQL over
 * HTTP). Who sends an id that is unknown here, as a page from before an upgrade, is asked for the text. Undefined when
 * neither is given.
 * @throws GraphQLError
 */
export function operationText(core: Core, actor: Actor, params: OperationParams): string | undefined {
  if (params.query) {
    if (!mayWriteOwn(core, actor) && !ownTexts.has(params.query))
      throw refusal('Only the operations of our own clients are answered.', 'OPERATION_NOT_ALLOWED', 403);
    return params.query;
  }
  if (typeof params.documentId !== 'string') return undefined;
  const text = textById.get(params.documentId);
  if (text === undefined) throw refusal('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND', 200);
  return text;
}

/** Whether somebody may ask what no client of ours asks: everybody, unless that is restricted to programs and explorers. */
function mayWriteOwn({ environment }: Core, actor: Actor): boolean {
  if (environment.arbitraryOperations === 'everybody') return true;
  return actor.kind === 'agent' && (!isInPerson(actor) || hasPermission(actor, 'EXPLORE_API'));
}

function refusal(message: string, code: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}

/** Finds the operations of our own clients by their ids, over HTTP and SSE. */
export function usePersistedOperations(core: Core): Plugin<RequestContext, RequestContext> {
  return {
    onParams({ params, setParams, context }) {
      const query = operationText(core, (context as unknown as RequestContext).actor, params);
      if (query !== undefined && query !== params.query) setParams({ ...params, query });
    },
  };
}
