import type { IncomingMessage } from 'node:http';
import { unwrapError } from '@pothos/plugin-errors';
import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Context } from '../../schema/context.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { DomainError } from '../core/errors.ts';
import { connectionOf } from './connection.ts';

/** Refusals by which somebody may be trying what they may not. Of limits that are reached, `rateLimits.ts` tells. */
const noted: ReadonlySet<string> = new Set([
  'NOT_SIGNED_IN',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'PERMISSION_NOT_HELD',
  'SIGN_IN_FAILED',
  'WRONG_PASSWORD',
  'WRONG_CODE',
  'CHALLENGE_OVER',
  'INVITATION_EXPIRED',
  'SETUP_REFUSED',
  'IDENTITY_REFUSED',
  'ORIGIN_NOT_ALLOWED',
  'ATTACHMENT_REFUSED',
]);

type Resolve = GraphQLFieldResolver<unknown, Context>;

const done = new WeakSet<GraphQLSchema>();

/** The schema, whose root fields write into the log whom they refused, and why; never what was given. */
export function notingRefusals(schema: GraphQLSchema): GraphQLSchema {
  if (done.has(schema)) return schema;
  done.add(schema);
  const fieldsOf = (root: GraphQLObjectType | null | undefined) => Object.values(root?.getFields() ?? {});
  for (const field of [...fieldsOf(schema.getQueryType()), ...fieldsOf(schema.getMutationType())])
    if (field.resolve) field.resolve = noting(field.resolve as Resolve);
  // What a stream tells was allowed when it was opened, and costs nothing more for each of those who hear it.
  for (const field of fieldsOf(schema.getSubscriptionType()))
    if (field.subscribe) field.subscribe = noting(field.subscribe as Resolve);
  return schema;
}

function noting(resolve: Resolve): Resolve {
  return async (...given) => {
    const [, , context, { fieldName }] = given;
    const { actor } = context;
    try {
      const answer: unknown = await resolve(...given);
      noteIfRefused(context, actor, fieldName, typedError(answer)?.code);
      return answer;
    } catch (error) {
      if (error instanceof DomainError) noteIfRefused(context, actor, fieldName, error.code);
      throw error;
    }
  };
}

/** An answer that is a typed error; it comes wrapped, and then is an instance of nothing. */
function typedError(answer: unknown): DomainError | undefined {
  const isError = typeof answer === 'object' && answer !== null && Reflect.get(answer, unwrapError);
  return isError ? (answer as DomainError) : undefined;
}

function noteIfRefused({ core, address }: Context, actor: Actor, field: string, code?: string): void {
  if (code === undefined || !noted.has(code)) return;
  noteRefused(core, { code, field, address, ...whoIs(actor) });
}

function whoIs(actor: Actor): Record<string, string> {
  if (actor.kind === 'visitor') return { visitorId: actor.visitorId };
  if (actor.kind === 'anonymous') return {};
  const { kind, id } = actor.credential;
  return { agentId: actor.agentId, [kind === 'token' ? 'apiTokenId' : 'signInId']: id };
}

/** Writes into the log that somebody was refused, and why. */
export function noteRefused(
  { log }: Pick<Core, 'log'>,
  facts: { code: string; address: string } & Record<string, string>,
): void {
  log.info(facts, 'somebody was refused');
}

/** The same of a request which another site's page could have sent. */
export function noteCrossSite(core: Core, request: IncomingMessage): void {
  const { address } = connectionOf(request, core.environment.trustProxy);
  const { origin } = request.headers;
  noteRefused(core, { code: 'CROSS_SITE_REQUEST', address, ...(origin && { origin }) });
}

/** The same of a token, secret or proof of a sign-in that is good for nothing, or not any more. */
export function noteWrongCredential(
  core: Pick<Core, 'log'>,
  { authorization, address, actor }: { authorization: unknown; address: string; actor: Actor },
): void {
  if (authorization !== undefined && actor.kind === 'anonymous')
    noteRefused(core, { code: 'CREDENTIAL_REFUSED', address });
}
