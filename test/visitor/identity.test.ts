import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identitySecretsOf } from '../../api/site/identitySecrets.ts';
import { rotateIdentitySecret } from '../../api/site/rotateIdentitySecret.ts';
import { readEvents } from '../../api/event/readEvents.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { eraseVisitor } from '../../api/visitor/eraseVisitor.ts';
import type { Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
});
afterAll(() => core.close());

async function buildClinic() {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, [
    'SEE_ALL_SESSIONS',
    'MANAGE_SITES',
    'EDIT_VISITORS',
    'MANAGE_VISITOR_DATA',
  ]);
  await rotateIdentitySecret(core, agent, { siteId: site.id });
  const [secret = ''] = await identitySecretsOf(core, site.id);
  return { site, agent, secret };
}

interface Claims {
  sub?: string;
  aud?: string;
  hours?: number;
  [more: string]: unknown;
}

function sign(
  site: Site,
  secret: string,
  { sub, aud = site.key, hours = 1, ...more }: Claims,
): Promise<string> {
  const jwt = new SignJWT(more)
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(aud)
    .setExpirationTime(Math.floor(core.clock.now().getTime() / 1000) + hours * 3600);
  return (sub === undefined ? jwt : jwt.setSubject(sub)).sign(new TextEncoder().encode(secret));
}

const enter = (site: Site, more: { identityToken?: string; visitorSecret?: string } = {}) =>
  enterSite(
    core,
    { siteKey: site.key, pageUrl: `${ownOrigin}/clinic`, ...more },
    { address: '203.0.113.7', userAgent: 'Test browser', ownOrigin },
  );

const say = ({ actor, session }: Awaited<ReturnType<typeof enter>>, text: string) =>
  sendMessage(core, actor, { sessionId: session.id, clientId: randomUUID(), text });

test('a customer whom the site names is the same visitor on another device, with what was said on the first', async () => {
  const { site, agent, secret } = await buildClinic();
  const token = await sign(site, secret, {
    sub: 'c-1',
    name: '王女士',
    attributes: { level: 'gold', visits: 3 },
  });
  const phone = await enter(site);
  await say(phone, '在吗');
  const named = await enter(site, { visitorSecret: phone.visitorSecret, identityToken: token });
  expect(named.visitor).toMatchObject({
    id: phone.visitor.id,
    externalId: 'c-1',
    nickname: '王女士',
    attributes: { level: 'gold', visits: 3 },
  });
  expect(named.session.id).toBe(phone.session.id);
  const computer = await enter(site, { identityToken: token });
  expect(computer.visitor.id).toBe(phone.visitor.id);
  expect(computer.session.id).toBe(phone.session.id);
  expect(computer.visitorSecret).not.toBe(phone.visitorSecret);
  const { events } = await readEvents(core, agent, { siteId: site.id, types: ['VISITOR_IDENTIFIED'] });
  expect(events).toHaveLength(1);
});

test('what an unknown visitor of a device did becomes the named one’s; what another named one did does not', async () => {
  const { site, agent, secret } = await buildClinic();
  const [one, two] = [await sign(site, secret, { sub: 'one' }), await sign(site, secret, { sub: 'two' })];
  const known = await enter(site, { identityToken: one });
  await endSession(core, agent, { sessionId: known.session.id });
  const device = await enter(site);
  await say(device, '我的电话是13912345678');
  const tag = await core.database.prisma.tag.create({ data: { name: randomUUID(), color: '#112233' } });
  await tagVisitor(core, agent, { sessionId: device.session.id, tagId: tag.id });
  const named = await enter(site, { visitorSecret: device.visitorSecret, identityToken: one });
  expect(named.visitor.id).toBe(known.visitor.id);
  expect(named.session.id).toBe(device.session.id);
  const { contactKinds, taggings, sessions } = await core.database.prisma.visitor.findUniqueOrThrow({
    where: { id: known.visitor.id },
    include: { taggings: { include: { tag: true } }, sessions: true },
  });
  expect(contactKinds).toEqual(['PHONE']);
  expect(taggings.some((tagging) => tagging.tag.name === tag.name)).toBe(true);
  expect(sessions).toHaveLength(2);
  // The same browser, another customer: nothing of the first is theirs.
  const other = await enter(site, { visitorSecret: device.visitorSecret, identityToken: two });
  expect(other.visitor.id).not.toBe(known.visitor.id);
  expect(other.session.id).not.toBe(device.session.id);
  expect(await core.database.prisma.session.count({ where: { visitorId: known.visitor.id } })).toBe(2);
  // And the events of before tell of whom they are now.
  const { events } = await readEvents(core, agent, { siteId: site.id, types: ['MESSAGE_SENT'] });
  expect(events.at(-1)?.visitor?.id).toBe(known.visitor.id);
});

test('two devices that name somebody for the first time at once are one visitor', async () => {
  const { site, secret } = await buildClinic();
  const token = await sign(site, secret, { sub: 'fast' });
  const entries = await Promise.all([1, 2, 3].map(() => enter(site, { identityToken: token })));
  expect(new Set(entries.map(({ visitor }) => visitor.id)).size).toBe(1);
  expect(new Set(entries.map(({ session }) => session.id)).size).toBe(1);
});

test('a token that is unsigned, wrong, for another site, old or good for too long is refused, and nothing changes', async () => {
  const { site, secret } = await buildClinic();
  const other = await buildClinic();
  const [header, body] = (await sign(site, secret, { sub: 'x' })).split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const visitors = () => core.database.prisma.visitor.count();
  const before = await visitors();
  const wrong: [string, string][] = [
    [`${none}.${body}.`, 'MALFORMED'],
    [`${header}.${body}.AAAA`, 'WRONG_SIGNATURE'],
    ['x', 'MALFORMED'],
    ['x'.repeat(50_000), 'MALFORMED'],
    [await sign(site, other.secret, { sub: 'x' }), 'WRONG_SIGNATURE'],
    [await sign(site, secret, { sub: 'x', aud: other.site.key }), 'WRONG_SITE'],
    [await sign(site, secret, { sub: 'x', hours: -1 }), 'EXPIRED'],
    [await sign(site, secret, { sub: 'x', hours: 25 }), 'LIFETIME_TOO_LONG'],
    [await sign(site, secret, {}), 'MALFORMED'],
    [await sign(site, secret, { sub: 'x'.repeat(201) }), 'MALFORMED'],
    [await sign(site, secret, { sub: 'x', attributes: { a: { b: 1 } } }), 'MALFORMED'],
  ];
  for (const [identityToken, reason] of wrong)
    await expect(enter(site, { identityToken }), reason).rejects.toMatchObject({
      code: 'IDENTITY_REFUSED',
      reason,
    });
  expect(await visitors()).toBe(before);
});

test('after a rotation the secret of before counts for another day', async () => {
  const { site, agent, secret } = await buildClinic();
  await rotateIdentitySecret(core, agent, { siteId: site.id });
  const [newest = ''] = await identitySecretsOf(core, site.id);
  expect(newest).not.toBe(secret);
  for (const one of [secret, newest])
    await enter(site, { identityToken: await sign(site, one, { sub: 'y' }) });
  core.clock.advance(25 * 3_600_000);
  await expect(enter(site, { identityToken: await sign(site, secret, { sub: 'y' }) })).rejects.toMatchObject({
    reason: 'WRONG_SIGNATURE',
  });
  await enter(site, { identityToken: await sign(site, newest, { sub: 'y' }) });
});

test('erasing takes away who the site says that it was, and what it said', async () => {
  const { site, agent, secret } = await buildClinic();
  const identityToken = await sign(site, secret, { sub: 'gone', attributes: { level: 'gold' } });
  const { session, visitor } = await enter(site, { identityToken });
  await endSession(core, agent, { sessionId: session.id });
  expect(await eraseVisitor(core, agent, { sessionId: session.id })).toMatchObject({
    externalId: null,
    attributes: {},
  });
  // Who comes back is somebody new.
  expect((await enter(site, { identityToken })).visitor.id).not.toBe(visitor.id);
});
