import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFetch } from '@whatwg-node/fetch';
import { GraphQLError, NoSchemaIntrospectionCustomRule, subscribe, validate } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { schema } from '../../schema/index.ts';
import { noteTokenUse } from '../apiToken/noteTokenUse.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { errorText } from '../core/errorText.ts';
import { DomainError, InvalidInputError, TryLaterError } from '../core/errors.ts';
import { EventsExpiredError } from '../event/eventErrors.ts';
import { actorBehind, asRoleHeader, saidIn, signInCookie } from './credentials.ts';
import { DocumentCache } from './documentCache.ts';
import { graphiqlOptions } from './docs/graphiqlOptions.ts';
import { graphiqlPage } from './docs/graphiqlPage.ts';
import { connectionOf, isSecure } from './connection.ts';
import { malformedInput } from './malformedInput.ts';
import { noRoom } from './noRoom.ts';
import type { Observers } from './observers.ts';
import { useOperationMetrics } from './metrics/useOperationMetrics.ts';
import { usePersistedOperations } from './persistedOperations.ts';
import { useQueryLimits } from './queryLimits.ts';
import { notingRefusals, noteWrongCredential } from './refusalLog.ts';
import { maxUploadBytes } from './requestBody.ts';
import { setLimitHeaders, spending, type RequestContext } from './requestLimits.ts';
import { useStreamLimit } from './streamLimit.ts';
import { useOperationTraces } from './tracing/useOperationTraces.ts';

export type Yoga = ReturnType<typeof createGraphql>;

/** Executes GraphQL, the same for every transport. */
export function createGraphql(core: Core, { metrics, tracing }: Observers = {}) {
  return createYoga<RequestContext, RequestContext>({
    schema: notingRefusals(schema),
    graphqlEndpoint: '/graphql',
    cors: false,
    batching: false,
    parserAndValidationCache: {
      documentCache: new DocumentCache(),
      errorCache: new DocumentCache(),
      validationCache: true,
    },
    extraParamNames: ['documentId'],
    fetchAPI: createFetch({ formDataLimits: uploadLimits }),
    landingPage: false,
    logging: false,
    graphiql: (request, { actor, ownOrigin }) => mayExplore(actor) && graphiqlOptions(request.url, ownOrigin),
    renderGraphiQL: graphiqlPage,
    maskedErrors: { maskError: (error) => toGraphqlError(core, error) },
    plugins: [
      useShortStreams(),
      usePersistedOperations(core),
      usePrivateSchema(),
      useQueryLimits(),
      useStreamLimit(core),
      useRequestIds(),
      ...(metrics ? [useOperationMetrics(metrics)] : []),
      ...(tracing ? [useOperationTraces(tracing)] : []),
    ],
  });
}

/** A multipart request has the operation, where its file belongs, and the file. */
const uploadLimits = {
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  fields: 2,
  files: 1,
  parts: 3,
  fileSize: maxUploadBytes,
};

/** Whether somebody is told what the API looks like. */
export function mayExplore(actor: Actor): boolean {
  return actor.kind === 'agent' && actor.permissions.has('EXPLORE_API');
}

/** So many errors of one text say enough to those who may not explore the API. */
const mostErrors = 5;

/** Only who may explore the API is told what the schema looks like, asked outright or guessed at by names that are nearly right. */
function usePrivateSchema(): Plugin<RequestContext, RequestContext> {
  const withoutSuggestions: typeof validate = (_schema, document, rules) =>
    validate(schema, document, rules, { hideSuggestions: true, maxErrors: mostErrors });
  const hideSuggestions = ({ args }: { args: { contextValue: RequestContext } }) => {
    if (!mayExplore(args.contextValue.actor)) Object.assign(args, { hideSuggestions: true });
  };
  return {
    onValidate({ context, addValidationRule, setValidationFn }) {
      if (mayExplore(context.actor)) return;
      addValidationRule(NoSchemaIntrospectionCustomRule);
      setValidationFn(withoutSuggestions);
    },
    onExecute: hideSuggestions,
    onSubscribe: hideSuggestions,
  };
}

/** Streams are GraphQL.js' own: those of Yoga's executor put an iterator of its own around each event, and wait for it. */
function useShortStreams(): Plugin<RequestContext, RequestContext> {
  return { onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe) };
}

/** Answers with errors carry the id under which the log knows the request. */
function useRequestIds(): Plugin<RequestContext, RequestContext> {
  return {
    onResultProcess({ result, serverContext }) {
      const results = Array.isArray(result) ? result : [result];
      for (const one of results) {
        for (const error of ('errors' in one && one.errors) || []) {
          if (error instanceof GraphQLError) error.extensions.requestId ??= serverContext.requestId;
        }
      }
    },
  };
}

/** What the sender is told of an error: typed ones as they are, GraphQL's own too, and of all others only that they were. */
export function toGraphqlError(core: Core, error: unknown): GraphQLError {
  const thrown = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && !thrown) return error;
  const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
  const full = noRoom(thrown);
  if (full) core.log.error({ error: errorText(thrown), path: place.path }, 'there is no room left');
  const cause = malformedInput(thrown, place.path) ?? full ?? thrown;
  if (cause instanceof DomainError) {
    const { code } = cause;
    return new GraphQLError(cause.message, {
      ...place,
      extensions: {
        code,
        ...(cause instanceof InvalidInputError && { violations: cause.violations }),
        ...(cause instanceof EventsExpiredError && { oldestCursor: cause.oldestCursor }),
        ...(cause instanceof TryLaterError && { retryAfterSeconds: cause.retryAfterSeconds }),
      },
    });
  }
  // Errors of GraphQL itself that wrap another, such as a value that a scalar refused.
  if (cause instanceof GraphQLError) return cause;
  core.log.error({ err: cause, path: place.path }, 'an operation failed unexpectedly');
  return new GraphQLError('Something went wrong on our side.', {
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
}

/** The context of an operation over HTTP. */
export async function httpContext(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RequestContext> {
  const connection = connectionOf(request, core.environment.trustProxy);
  const { authorization, cookie } = request.headers;
  const overTls = isSecure(connection);
  const asRole = saidIn(request.headers[asRoleHeader]);
  const actor = await actorBehind(core, { authorization, cookie, isSecure: overTls, asRole });
  noteWrongCredential(core, { authorization, actor, address: connection.address });
  await noteTokenUse(core, actor, connection.address);
  return {
    ...connection,
    core: { ...core, log: core.log.child({ requestId: connection.requestId }) },
    actor,
    spend: spending(core, actor, connection.address, setLimitHeaders(response)),
    signInCookie: {
      set: (token) => response.appendHeader('set-cookie', signInCookie(token, overTls)),
      clear: () => response.appendHeader('set-cookie', signInCookie(undefined, overTls)),
    },
  };
}
