import { GraphQLError, getOperationAST } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import type { Context } from '../../schema/context.ts';
import { noteTokenUse } from '../apiToken/noteTokenUse.ts';
import { anonymous, isInPerson } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { DomainError } from '../core/errors.ts';
import { isSubscription, type Admission } from './admission.ts';
import { connectionOf, isSecure } from './connection.ts';
import { actorBehind, asRoleHeader, saidIn } from './credentials.ts';
import { followActor, type SocketExtra } from './followActor.ts';
import { toGraphqlError, type Yoga } from './graphql.ts';
import { operationText } from './persistedOperations.ts';
import type { Presence } from './presence.ts';
import { noteWrongCredential } from './refusalLog.ts';
import { personOf, spending, type RequestContext } from './requestLimits.ts';

/** How an operation is done, and what is to be called once it is. */
interface Execution extends Pick<ReturnType<Yoga['getEnveloped']>, 'execute' | 'subscribe'> {
  leave: () => void;
}

/** Who is connected by a socket, and what becomes of each operation that comes over it. */
export function socketOperations(
  core: Core,
  yoga: Yoga,
  presence: Presence,
  admission: Admission,
): ServerOptions<Record<string, unknown> | undefined, SocketExtra> {
  return {
    async onConnect({ connectionParams, extra }) {
      const { handshake } = extra;
      if (!handshake) return false;
      // Thousands of connections are idle, and each would keep what it began with.
      extra.handshake = undefined;
      const connection = connectionOf(handshake, core.environment.trustProxy);
      const authorization = connectionParams?.authorization;
      // Browsers send the cookie from any page: it counts only on our own (cross-site WebSocket hijacking).
      const { origin } = handshake.headers;
      const isOwnPage = origin === undefined || origin === connection.ownOrigin;
      const actor = await actorBehind(core, {
        authorization: typeof authorization === 'string' ? authorization : handshake.headers.authorization,
        cookie: isOwnPage ? handshake.headers.cookie : undefined,
        isSecure: isSecure(connection),
        asRole: saidIn(connectionParams?.[asRoleHeader]) ?? saidIn(handshake.headers[asRoleHeader]),
      });
      const log = core.log.child({ requestId: connection.requestId });
      noteWrongCredential({ log }, { authorization, actor, address: connection.address });
      extra.context = { ...connection, core: { ...core, log }, signInCookie: undefined };
      extra.actor = Promise.resolve(actor);
      if (actor.kind === 'agent') {
        await followActor(core, extra, actor);
      }
      // A socket that closed meanwhile tells nobody any more.
      if (extra.socket.readyState !== extra.socket.OPEN) return undefined;
      // Where a program is connected for an agent, the agent is not.
      if (isInPerson(actor)) extra.socket.once('close', presence.agents.open(actor));
      if (actor.kind === 'visitor') extra.socket.once('close', presence.visitors.open(actor));
      return undefined;
    },
    onClose({ extra }) {
      extra.release?.();
    },
    async onSubscribe({ extra }, _id, payload) {
      const actor = (await extra.actor) ?? anonymous;
      // A copy: an operation that changes who asks must not change it for the whole connection.
      const connection = extra.context as Omit<Context, 'actor'>;
      const spend = spending(core, actor, connection.address);
      const context: RequestContext = { ...connection, actor, spend };
      const { variables, operationName } = payload;
      let leave: () => void = () => undefined;
      try {
        await noteTokenUse(core, actor, connection.address);
        await spend(1);
        const query = operationText(core, actor, payload) ?? '';
        if (!isSubscription(query))
          leave = await admission.enter(personOf(core, actor, connection.address), extra);
        const initial = { ...context, params: { query, variables, operationName } };
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped(initial);
        const document = parse(query);
        const errors = validate(schema, document);
        if (errors.length > 0) {
          leave();
          return errors as GraphQLError[];
        }
        // What names none is never executed, and would never leave.
        if (!getOperationAST(document, operationName))
          throw new GraphQLError('There is no operation of this name.');
        const contextValue = await contextFactory();
        return {
          schema,
          document,
          operationName,
          variableValues: variables,
          contextValue,
          rootValue: { execute, subscribe, leave } satisfies Execution,
        };
      } catch (error) {
        leave();
        if (error instanceof GraphQLError) return [error];
        if (error instanceof DomainError) return [toGraphqlError(core, error)];
        throw error;
      }
    },
    async execute(args) {
      const { execute, leave } = args.rootValue as Execution;
      try {
        return await execute(args);
      } finally {
        leave();
      }
    },
    subscribe(args) {
      const { subscribe, leave } = args.rootValue as Execution;
      leave();
      return subscribe(args);
    },
  };
}
