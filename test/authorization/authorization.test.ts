import { randomUUID } from 'node:crypto';
import { type ExecutionResult, type GraphQLField, graphql, parse, subscribe } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../api/agent/password.ts';
import { type Actor, anonymous } from '../../api/core/actor.ts';
import { seal } from '../../api/core/sealing.ts';
import { DomainError } from '../../api/core/errors.ts';
import { hashSecret } from '../../api/core/secret.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { shippedRoles } from '../../api/role/shippedRoleRules.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import type { Context } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import { newWebhookSecret } from '../../api/webhook/newWebhookSecret.ts';
import {
  buildAgent,
  buildDepartment,
  buildProgram,
  buildSite,
  buildVisitor,
  ownOrigin,
} from '../support/build.ts';
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

const supervisorPermissions = shippedRoles.find(({ name }) => name === '主管')?.permissions ?? [];

const issuer = 'https://id.example';

/** A department with everything in it: what is one's own for some, and somebody else's for others. */
async function buildWorld() {
  const department = await buildDepartment(core);
  const singleSignOn = { issuer, clientId: 'x', buttonText: 'x', isEnabled: false };
  await core.database.prisma.singleSignOn.upsert({ where: { id: 1 }, create: singleSignOn, update: {} });
  const build = async (permissions: Permission[]) => {
    const actor = await buildAgent(core, department, permissions);
    const identities = { create: { issuer, subject: actor.agentId, label: 'x' } };
    await core.database.prisma.agent.update({
      where: { id: actor.agentId },
      data: { passwordHash, identities },
    });
    return actor;
  };
  const [plain, supervisor] = [await build([]), await build(supervisorPermissions)];
  const site = await buildSite(core, department);
  const always = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  await core.database.prisma.siteDepartment.updateMany({
    where: { siteId: site.id },
    data: { workingHours: always },
  });
  // Somebody to choose from, so that the decision who answers has candidates.
  await core.database.prisma.agent.update({ where: { id: plain.agentId }, data: { status: 'ONLINE' } });
  const { visitor, session } = await buildVisitor(core, site);
  // Whoever was given the session: it is the plain agent's from here on.
  await core.database.prisma.session.update({ where: { id: session.id }, data: { ownerId: plain.agentId } });
  await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'hello' });
  const { id: attachmentId } = await core.database.prisma.attachment.create({
    data: { kind: 'IMAGE', name: 'x.png', mediaType: 'image/png', size: 1, agentId: plain.agentId },
  });
  await core.database.prisma.message.updateMany({ where: { sessionId: session.id }, data: { attachmentId } });
  const { roleId } = await core.database.prisma.agent.findUniqueOrThrow({ where: { id: plain.agentId } });
  const { agentId } = plain;
  const departmentId = department.id;
  const handOver = await core.database.prisma.handOver.create({
    data: { fromAgentId: agentId, toAgentId: supervisor.agentId, statusBefore: 'ONLINE', sessionIds: [] },
  });
  const { visitorId } = visitor;
  const { id: tagId } = await core.database.prisma.tag.create({
    data: { name: randomUUID(), color: '#112233' },
  });
  await core.database.prisma.tagging.create({
    data: { visitorId, tagId, agentId: plain.agentId, removedById: plain.agentId },
  });
  const { id: categoryId } = await core.database.prisma.quickReplyCategory.create({
    data: { ownerId: plain.agentId, name: 'x' },
  });
  const { id: replyId } = await core.database.prisma.quickReply.create({
    data: { ownerId: plain.agentId, categoryId, title: 'x', content: 'x', searchText: 'x', attachmentId },
  });
  await core.database.prisma.quickReply.create({
    data: {
      title: 'x',
      content: 'hello there',
      searchText: 'hello there',
      category: { create: { name: 'for all' } },
    },
  });
  const spans = [{ seq: 1, start: 0, end: 5 }];
  const { id: detailId } = await core.database.prisma.contactDetail.create({
    data: { visitorId, kind: 'WECHAT', value: 'hello', spans },
  });
  await core.database.prisma.visitor.update({
    where: { id: visitorId },
    data: { note: 'hello again', attributes: { level: 'gold' } },
  });
  await core.database.prisma.pageVisit.create({
    data: { sessionId: session.id, url: ownOrigin, title: 'hello' },
  });
  // From a province, and by an advertisement.
  await core.database.prisma.session.update({
    where: { id: session.id },
    data: { address: '202.96.128.86', landingPageUrl: `${ownOrigin}/clinic?utm_source=baidu` },
  });
  await core.database.prisma.block.create({
    data: { visitorId: visitor.visitorId, reason: 'spam', agentName: 'Somebody' },
  });
  const { apiTokenId } = await buildProgram(core, plain, {
    createdById: agentId,
    siteId: site.id,
    lastUsedAddress: '203.0.113.9',
  });
  const { id: scriptId } = await core.database.prisma.script.create({
    data: { kind: 'GREETING', content: 'welcome', siteId: site.id },
  });
  const { id: outcomeId } = await core.database.prisma.sessionOutcome.create({
    data: { name: randomUUID() },
  });
  const token = randomUUID();
  await core.database.prisma.invitation.create({
    data: { agentId, tokenHash: hashSecret(token), expiresAt: new Date('2100-01-01') },
  });
  const { id: webhookId } = await core.database.prisma.webhook.create({
    data: {
      name: 'x',
      url: 'https://127.0.0.1/',
      agentId: plain.agentId,
      sealedSecret: await seal(core, 'webhook', newWebhookSecret()),
      lastNumber: 0,
      siteId: site.id,
      // Nobody is called here.
      isEnabled: false,
    },
  });
  const { number: eventNumber } = await core.database.prisma.event.findFirstOrThrow({
    where: { sessionId: session.id },
  });
  const { id: deliveryId } = await core.database.prisma.webhookDelivery.create({
    data: {
      webhookId,
      eventNumber: eventNumber ?? 1,
      status: 'DELIVERED',
      attempts: { create: { durationMs: 1 } },
    },
  });
  const more = {
    apiTokenId,
    webhookId,
    deliveryId,
    webhookDeliveryId: deliveryId,
    outcomeId,
    tagId,
    scriptId,
    attachmentId,
    detailId,
    categoryId,
    replyId,
    handOverId: handOver.id,
    toAgentId: agentId,
    ownerId: agentId,
  };
  const ids = {
    ...more,
    sessionId: session.id,
    visitorId: visitor.visitorId,
    agentId,
    departmentId,
    siteId: site.id,
  };
  const people: Record<string, Actor> = { anonymous, visitor, agent: plain, supervisor };
  return {
    build,
    people,
    ids: { ...ids, parentId: departmentId, targetId: session.id, signInId: plain.credential.id },
    roleId,
    site,
    token,
  };
}
type World = Awaited<ReturnType<typeof buildWorld>>;

/** Things of a world as arguments, and what makes the other arguments good. */
const examplesOf = ({ ids, roleId, site, token }: World): Examples => ({
  ...ids,
  roleId,
  token,
  handOverToId: null,
  quickRepliesToId: null,
  previousAgentId: null,
  at: null,
  siteKey: site.key,
  pageUrl: `${ownOrigin}/clinic`,
  login: randomUUID(),
  password: 'long enough',
  oldPassword: 'guess',
  newPassword: 'long enough',
  after: 0,
  // Nothing that is to be in the future, or at an hour, may be any text.
  expiresAt: null,
  includesAddress: false,
  workingHours: null,
  accentColor: '#112233',
  allowedOrigins: [ownOrigin],
  isMine: null,
  identityToken: null,
  externalId: null,
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-12-01T00:00:00.000Z',
  url: 'https://8.8.8.8/',
  types: [],
  tagIds: [ids.tagId],
  scriptIds: [ids.scriptId],
  saidScriptIds: [],
  localTime: null,
  keywords: [],
  replyIds: [ids.replyId],
  categoryIds: [ids.categoryId],
  outcomeIds: [ids.outcomeId],
  isPublic: false,
  text: 'hello',
  query: 'hello',
  csv: 'title,content\nx,y\n',
  file: new File(['x'], 'x.txt'),
  contactKinds: null,
});

/** The same arguments with ids of which nothing exists. A role's stays: who may name one is told of all of them. */
const withUnknownIds = (examples: Examples, { ids }: World): Examples => ({
  ...examples,
  ...Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()])),
  tagIds: [randomUUID()],
  scriptIds: [randomUUID()],
  replyIds: [randomUUID()],
  categoryIds: [randomUUID()],
  outcomeIds: [randomUUID()],
});

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
  const plainSource = source.replace(' ... on Error { code }', '');
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

const worldToAsk = (changes: boolean) => (changes ? buildWorld() : (reading ??= buildWorld()));
const worldAskedFor = (changes: boolean) => (changes ? buildWorld() : (readFrom ??= buildWorld()));

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
    for (const name of Object.keys(foreign.people)) {
      // Anew for each question that may change something: some of them sign out.
      const somebody = async () => {
        if (name === 'anonymous') return anonymous;
        const world = await worldToAsk(changes);
        return world.people[name] ?? anonymous;
      };
      const known = await ask(root, field, await somebody(), examples);
      expect(await ask(root, field, await somebody(), unknown), name).toEqual(known);
    }
  },
);

test.each(['visitor', 'agent', 'supervisor', 'chief'])(
  'of what is theirs, the %s can ask for every field that the rules allow, and for no other',
  async (name) => {
    const world = await buildWorld();
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
