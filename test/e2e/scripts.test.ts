import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { signInAs } from '../support/people.ts';
import { Product } from './product.ts';
import { VisitorPage } from './visitorPage.ts';
import { createScriptTexts, plantedIn, scriptTexts, watchForScripts } from './scriptTexts.ts';

const product = new Product();

/** Does something by the API that must work; resolves to the id of what it made. */
async function does(client: GraphqlClient, field: string, input: object, type?: string): Promise<string> {
  const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const id = type ? `... on ${type} { id }` : '';
  const query = `mutation ($input: ${inputType}!) { done: ${field}(input: $input) { __typename ... on Error { code message } ${id} } }`;
  const answer = await client.post(JSON.stringify({ query, variables: { input } }));
  const { data, errors } = (await answer.json()) as {
    data?: { done: { code?: string; id?: string } };
    errors?: unknown;
  };
  expect(errors ?? data?.done.code, `${field} ${JSON.stringify(data)}`).toBeUndefined();
  return data?.done.id ?? '';
}

/** Writes such texts wherever somebody can write what somebody else sees. */
async function plant(text: (most: number) => string) {
  const { url } = product.server;
  const [admin, lin] = [await signInAs(url, 'admin'), await signInAs(url, 'lin')];
  const { siteId, departmentId, roleId } = await demoIds(admin);
  // Lin is the one who answers.
  await does(lin, 'setStatus', { status: 'ONLINE' });
  const field = { id: randomUUID(), label: text(60), kind: 'CHOICE', choices: [text(60), text(60)] };
  const look = { greeting: text(1000), launcherText: text(20), name: text(100) };
  await does(admin, 'updateSite', { siteId, ...look, formFields: [field] });
  const visitor = await product.visitorProgram();
  const { sessionId } = visitor;
  await does(visitor.client, 'answerForm', {
    sessionId,
    answers: [{ fieldId: field.id, value: field.choices[0] }],
  });
  await does(visitor.client, 'visitPage', {
    sessionId,
    pageUrl: `${url}/demo?${text(1000)}#${text(1000)}`,
    pageTitle: text(300),
  });
  for (const line of scriptTexts) {
    await visitor.write(line);
    await does(lin, 'sendMessage', { sessionId, clientId: randomUUID(), text: line });
  }
  await does(lin, 'writeNote', { sessionId, clientId: randomUUID(), text: text(2000) });
  await does(lin, 'updateVisitor', { sessionId, nickname: text(60), note: text(2000) });
  const tagId = await does(admin, 'createTag', { name: text(40), color: '#112233' }, 'Tag');
  await does(lin, 'tagVisitor', { sessionId, tagId });
  await does(lin, 'saveDraft', { sessionId, text: text(2000) });
  await does(lin, 'updateOwnProfile', { displayName: text(100) });
  await does(admin, 'createQuickReply', {
    isPublic: true,
    title: text(100),
    content: text(2000),
    categoryId: await does(
      admin,
      'createQuickReplyCategory',
      { isPublic: true, name: text(60) },
      'QuickReplyCategory',
    ),
  });
  await does(admin, 'createQuickReply', { isPublic: false, title: text(100), content: text(2000) });
  await does(admin, 'createScript', { kind: 'GREETING', content: text(2000), keywords: [] });
  await does(admin, 'createScript', { kind: 'KEYWORD', content: text(2000), keywords: [text(60)] });
  await does(admin, 'createOutcome', { name: text(40) });
  await does(admin, 'createDepartment', { name: text(100), parentId: departmentId });
  await does(admin, 'createRole', { name: text(100), permissions: [] });
  await does(admin, 'createAgent', {
    login: 'planted',
    displayName: text(100),
    password: randomUUID(),
    departmentId,
    roleId,
  });
  await does(admin, 'createApiToken', { name: text(100), scopes: ['SEE_ALL_SESSIONS'] });
  await does(admin, 'createWebhook', { name: text(100), url: `https://8.8.8.8/?${text(1000)}` });
  await does(admin, 'setVisitorAttributes', {
    attributes: [{ name: text(60), value: text(500) }],
    visitorId: await visitorIdOf(admin, sessionId),
  });
  const other = await product.visitorProgram(text(2000));
  await does(admin, 'blockVisitor', { sessionId: other.sessionId, reason: text(500) });
  return { sessionId, siteId, secret: visitor.secret };
}

async function read<Data>(client: GraphqlClient, query: string, variables: object = {}): Promise<Data> {
  const answer = await client.post(JSON.stringify({ query, variables }));
  return ((await answer.json()) as { data: Data }).data;
}

async function demoIds(admin: GraphqlClient) {
  const { sites, currentAgent, roles } = await read<{
    sites: { id: string }[];
    currentAgent: { department: { id: string } };
    roles: { id: string }[];
  }>(admin, '{ sites { id } roles { id } currentAgent { department { id } } }');
  return { siteId: sites[0]?.id ?? '', departmentId: currentAgent.department.id, roleId: roles[0]?.id ?? '' };
}

async function visitorIdOf(admin: GraphqlClient, id: string): Promise<string> {
  const query = 'query ($id: ID!) { session(id: $id) { ... on Session { visitor { id } } } }';
  const { session } = await read<{ session: { visitor: { id: string } } }>(admin, query, { id });
  return session.visitor.id;
}

/** Pages of the settings that show what was planted. */
const settings = 'agents api-tokens audit blocked departments end-reasons roles scripts sites webhooks'.split(
  ' ',
);

/** What a page shows, also in its fields. */
const shownOn = (page: Page) =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    return [document.body.innerText, ...fields.map(({ value }) => value)].join('\n');
  });

test('no text that somebody wrote runs, loads or becomes an element of what somebody else looks at', async () => {
  const { sessionId, siteId, secret } = await plant(createScriptTexts());
  const { url } = product.server;
  const agent = await product.agent('admin');
  const seen = watchForScripts(agent.page);
  const reflected = encodeURIComponent(scriptTexts.slice(0, 12).join(' '));
  const pages: [path: string, shows: string][] = [
    [`/sessions/${sessionId}`, 'onerror=alert(1)'],
    ['/quick-replies', 'planted'],
    ['/search?q=planted', 'planted'],
    ...settings.map((name): [string, string] => [`/settings/${name}`, 'planted']),
    [`/settings/sites/${siteId}`, 'planted'],
    [`/search?q=${reflected}`, 'planted'],
    [`/sign-in?problem=${reflected}&next=${encodeURIComponent('javascript:alert(1)//planted')}`, ''],
    [`/docs/search?q=${reflected}`, 'onerror=alert(1)'],
    [`/docs/${reflected}`, 'Not found'],
    [`/widget/frame?site=${reflected}&loader=${reflected}`, ''],
    [`/graphql?query=${reflected}&variables=${reflected}&operationName=${reflected}`, 'planted'],
  ];
  for (const [path, shows] of pages) {
    await agent.page.goto(`${url}${path}`);
    await expect.poll(() => shownOn(agent.page), { message: path }).toContain(shows);
    expect(await plantedIn(agent.page), path).toEqual([]);
  }
  const { page } = await product.people.enter('visitor');
  const seenByVisitor = watchForScripts(page);
  await page.addInitScript((kept) => localStorage.setItem('dukou:demo:visitorSecret', kept), secret);
  const visitor = new VisitorPage(page);
  await visitor.visit(`${url}/demo?${reflected}#${reflected}`);
  // The launcher is called by its text.
  await visitor.frame.getByRole('button').first().click();
  await visitor.composer.waitFor();
  const last = scriptTexts.at(-1) ?? '';
  await expect
    .poll(() => visitor.said())
    .toEqual(expect.arrayContaining([`AGENT: ${last}`, `VISITOR: ${last}`]));
  expect(await plantedIn(page)).toEqual([]);
  expect([...seen, ...seenByVisitor]).toEqual([]);
}, 240_000);
