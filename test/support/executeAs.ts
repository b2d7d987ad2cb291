import { graphql } from 'graphql';
import type { Actor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import type { Context } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';

/** Somebody's connection, for operations that are executed without one. */
export const connection = {
  requestId: 'test',
  address: '203.0.113.7',
  userAgent: 'Test browser',
  ownOrigin: 'https://chat.example',
  signInCookie: undefined,
};

/** Executes an operation on the schema itself as an actor. @throws Error that shows what came instead of data. */
export async function executeAs<Data>(
  core: Core,
  actor: Actor,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<Data> {
  const contextValue: Context = { ...connection, core, actor };
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues });
  if (!data || errors) throw new Error(JSON.stringify(errors));
  return data as Data;
}
