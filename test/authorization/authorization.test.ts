import { randomUUID } from 'node:crypto';
import {
  type ExecutionResult,
  getNamedType,
  type GraphQLField,
  graphql,
  isLeafType,
  parse,
  subscribe,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../api/agent/password.ts';
import { type Actor, anonymous } from '../../api/core/actor.ts';
import { DomainError } from '../../api/core/errors.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import type { Context } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import { buildProgram } from '../support/build.ts';
import { connection } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { audienceOf, fieldRules, isAmong, permissionsIn } from './fieldRules.ts';
import {
  argumentsOf,
  type Examples,
  isErrorType,
  objectTypes,
  operationFor,
  type Step,
  waysOf,
} from './schemaWalk.ts';
import { buildWorld, examplesOf, withUnknownIds, type World } from './world.ts';

let core: TestCore;
let passwordHash: string;
beforeAll(async () => {
  core = await buildTestCore({
    ENTRIES_PER_MINUTE: '100000',
    SIGN_IN_FAILURES: '1000',
    UPLOADS_PER_MINUTE: '1000',
  });
  passwordHash = await hashPassword('old password');
});
afterAll(() => core.close());

const contextOf = (actor: Actor): Context => ({
  ...connection,
  core,
  actor,
  signInCookie: { set: () => undefined, clear: () => undefined },
});

/** The codes of an answer's errors. @throws what was no answer but an accident */
function codesOf({ errors = [] }: ExecutionResult): string[] {
  return errors.map((error) => {
    if (error.originalError instanceof DomainError) return error.originalError.code;
    throw error.originalError ?? error;
  });
}

const rootOf = { Query: 'query', Mutation: 'mutation', Subscription: 'subscription' } as const;

/** What somebody is answered who asks for a field of a root: the errors' codes, also that of a typed one, and the data. */
async function ask(
  root: keyof typeof rootOf,
  field: GraphQLField<unknown, unknown>,
  actor: Actor,
  examples: Examples,
) {
  const { text, declarations, variables: variableValues } = argumentsOf(field, examples);
  const source = `${rootOf[root]}${declarations} { answer: ${field.name}${text} { __typename ... on Error { code } } }`;
  // `Error` fits only where the answer is a union; others take the plain question.
  const isLeaf = isLeafType(getNamedType(field.type));
  const plainSource = source.replace(
    isLeaf ? ' { __typename ... on Error { code } }' : ' ... on Error { code }',
    '',
  );
  const contextValue = contextOf(actor);
  const isUnion = /Result!?$/.test(String(field.type));
  const question = isUnion ? source : plainSource;
  if (root === 'Subscription') {
    const stream = await subscribe({ schema, document: parse(question), contextValue, variableValues });
    if (!(Symbol.asyncIterator in stream)) return { codes: codesOf(stream), data: stream.data };
    await stream.return?.();
    return { codes: [], data: 'a stream' };
  }
  const result = await graphql({ schema, source: question, contextValue, variableValues });
  const answer = result.data?.answer as { code?: string } | null | undefined;
  return { codes: [...codesOf(result), ...(answer?.code ? [answer.code] : [])], data: result.data };
}

const refusals = ['NOT_SIGNED_IN', 'NOT_ALLOWED'];
const rootFields = (Object.keys(rootOf) as (keyof typeof rootOf)[]).flatMap((root) =>
  Object.values((schema.getType(root) as ReturnType<typeof objectTypes>[number]).getFields()).map(
    (field) => [`${root}.${field.name}`, root, field] as const,
  ),
);

test('every field of every type has a rule, and every rule its field', () => {
  const fields = objectTypes().flatMap((type) =>
    Object.keys(type.getFields()).map((name) => [type.name, name]),
  );
  const without = fields.filter(([type = '', name = '']) => audienceOf(type, name) === undefined);
  expect(without.map((names) => names.join('.'))).toEqual([]);
  const ruled = Object.entries(fieldRules).flatMap(([type, rules]) =>
    Object.values(rules).flatMap((names) => names.split(' ').map((name) => `${type}.${name}`)),
  );
  expect(ruled.toSorted()).toEqual(fields.map((names) => names.join('.')).toSorted());
});

/** Who asks what changes nothing can ask again: of these a world is enough for all questions. */
let reading: Promise<World> | undefined;
let readFrom: Promise<World> | undefined;
/** Worlds in which whoever asked for a change was refused it: as good as new. */
const spare: World[] = [];

const freshWorld = async () => spare.pop() ?? buildWorld(core, passwordHash);
const worldToAsk = (changes: boolean) => (changes ? freshWorld() : (reading ??= freshWorld()));
const worldAskedFor = (changes: boolean) => (changes ? freshWorld() : (readFrom ??= freshWorld()));

test.each(rootFields)('%s is answered only to those whom its rule names', async (_name, root, field) => {
  const audience = audienceOf(root, field.name);
  const changes = root === 'Mutation';
  const examples = examplesOf(await worldAskedFor(changes));
  const own = await worldToAsk(changes);
  const holders = permissionsIn(audience ?? 'everybody').map(
    async (one) => [one, await own.build([one])] as const,
  );
  const people: Record<string, Actor> = {
    ...own.people,
    ...Object.fromEntries(await Promise.all(holders)),
    chief: await own.build(Object.values(Permission)),
    ...(await programsOf(own)),
  };
  for (const [name, actor] of Object.entries(people)) {
    const { codes, data } = await ask(root, field, actor, examples);
    const isReader = name === 'reader' && changes;
    if (isAmong(actor, audience) && !isReader) {
      // What they may ask for in general can still be denied of this thing, but then it is not there for them.
      expect(codes, name).not.toContain('NOT_SIGNED_IN');
      if (!['chief', 'program', 'reader'].includes(name)) expect(codes, name).not.toContain('NOT_ALLOWED');
    } else {
      expect(codes, name).toEqual([refusals[actor.kind === 'anonymous' ? 0 : 1]]);
      expect(JSON.stringify(data ?? null), name).not.toMatch(/"(id|name)"/);
    }
  }
});

/** Programs that act for a chief: with all rights, and with the right to read only. */
async function programsOf(world: World): Promise<Record<string, Actor>> {
  const build = async () => world.build(Object.values(Permission));
  const { program } = await buildProgram(core, await build());
  const { program: reader } = await buildProgram(core, await build(), { isReadOnly: true });
  return { program, reader };
}

/** Fields for things that are everybody's: each agent knows all tags and sites, and a link is whose who has it. */
const openFields = new Set(['Query.assignmentPreview', 'Mutation.acceptInvitation', 'Mutation.deleteTag']);
const foreignFields = rootFields.filter(([name]) => !openFields.has(name));

test.each(foreignFields)(
  '%s tells nobody whether somebody else’s things exist',
  async (_name, root, field) => {
    const changes = root === 'Mutation';
    const foreign = await worldAskedFor(changes);
    const examples = examplesOf(foreign);
    const unknown = { ...withUnknownIds(examples, foreign), login: randomUUID() };
    let own: World | undefined;
    let isUntouched = true;
    for (const name of Object.keys(foreign.people)) {
      const askAs = async (asked: Examples) => {
        own ??= await worldToAsk(changes);
        const actor = name === 'anonymous' ? anonymous : (own.people[name] ?? anonymous);
        const answer = await ask(root, field, actor, asked);
        // Who was let do something may have signed out by it.
        if (changes && answer.codes.length === 0) {
          own = undefined;
          isUntouched = false;
        }
        return answer;
      };
      const known = await askAs(examples);
      expect(await askAs(unknown), name).toEqual(known);
    }
    if (changes && isUntouched) spare.push(foreign);
    if (changes && own) spare.push(own);
  },
);

test.each(['visitor', 'agent', 'supervisor', 'chief'])(
  'of what is theirs, the %s can ask for every field that the rules allow, and for no other',
  async (name) => {
    const world = await buildWorld(core, passwordHash);
    const chief = await world.build(Object.values(Permission));
    const actor = name === 'chief' ? chief : (world.people[name] ?? anonymous);
    const examples: Examples = {
      ...examplesOf(world),
      search: '',
      filter: null,
      ownerId: null,
      isActive: null,
      state: null,
      status: null,
      type: null,
      isReachable: null,
    };
    // Something for the audit to show.
    await ask('Mutation', rootField('Mutation', 'renameDepartment'), chief, examples);
    const execute = async (way: Step[], field?: GraphQLField<unknown, unknown>) => {
      const { source, variables: variableValues, path } = operationFor(way, field, examples);
      const result = await graphql({ schema, source, contextValue: contextOf(actor), variableValues });
      return { codes: codesOf(result), isThere: isReached(result.data, path) };
    };
    const { ways, missing } = await waysOf(
      (type, field) => isAmong(actor, audienceOf(type, field)),
      async (way) => (await execute(way)).isThere,
    );
    expect(missing).toEqual([]);
    const wrong: string[] = [];
    for (const [type, way] of ways) {
      for (const field of Object.values(type.getFields())) {
        const { codes, isThere } = await execute(way, field);
        const coordinate = `${type.name}.${field.name}`;
        if (!isAmong(actor, audienceOf(type.name, field.name))) {
          if (codes.length === 0 || codes.some((code) => code !== 'NOT_ALLOWED'))
            wrong.push(`${coordinate} is answered`);
        } else if (codes.length > 0 || !isThere) wrong.push(`${coordinate} is not answered: ${codes.join()}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(ways.size).toBeGreaterThan(5);
  },
);

/** Whether an answer has something at a path, be it null at its end; of lists, in their first entry. */
function isReached(data: unknown, [name, ...rest]: string[]): boolean {
  const object = (Array.isArray(data) ? data[0] : data) as Record<string, unknown> | null | undefined;
  if (name === undefined) return true;
  return object != null && name in object && isReached(object[name], rest);
}

function rootField(root: keyof typeof rootOf, name: string): GraphQLField<unknown, unknown> {
  const found = rootFields.find(([coordinate]) => coordinate === `${root}.${name}`);
  if (!found) throw new Error(`no ${root}.${name}`);
  return found[2];
}

test('errors are open to whoever gets them, and reached by no query', () => {
  for (const type of objectTypes().filter(isErrorType))
    expect(Object.keys(fieldRules[type.name] ?? {}), type.name).toEqual(['everybody']);
});
