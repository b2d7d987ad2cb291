import { afterEach, expect, test } from 'vitest';
import { CurrentAgentDocument, UpdateRoleDocument } from '../support/gql/generated.ts';
import { signInAs } from '../support/people.ts';
import type { ConsolePage } from './consolePage.ts';
import { languages } from './language.ts';
import { Product } from './product.ts';
import { endAllSessions } from './programs.ts';
import { seeAll } from './visitorLists.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

/** The section of the visitor's panel that holds contact data. */
const contactOf = (agent: ConsolePage) =>
  agent.page.getByRole('region', { name: agent.text('contact'), exact: true });

/** What the panel says is known: `PHONE 13812345678`. */
const knownOf = async (agent: ConsolePage): Promise<string[]> =>
  contactOf(agent)
    .locator('[data-contact]')
    .evaluateAll((values) =>
      values.map((one) => {
        const value = one.querySelector('button, span')?.childNodes[0]?.textContent?.trim() ?? '';
        return `${one.getAttribute('data-contact')} ${value}`;
      }),
    );

/** What is marked in the thread. */
const marksOf = (agent: ConsolePage) => agent.thread.locator('[data-contact]').allInnerTexts();

const tagsOf = (agent: ConsolePage) =>
  agent.page
    .getByRole('group', { name: agent.text('visitor_tags') })
    .locator('.truncate')
    .allInnerTexts();

test.each(languages)(
  'over three messages age, gender, WeChat and phone are picked out, seen by all at once; what is rejected stays away ($locale)',
  async ({ locale }) => {
    const at = { browser: { locale } };
    const { visitor, agent } = await product.conversation('你好', at, at);
    const supervisor = await product.agent('supervisor', at);
    await supervisor.page.goto(agent.page.url());
    await supervisor.thread.waitFor();
    await seeAll(supervisor);

    await visitor.write('我今年35岁，女');
    const age = agent.text('contact_years', { age: 35 });
    for (const one of [agent, supervisor])
      await expect.poll(() => knownOf(one)).toEqual([`AGE ${age}`, `GENDER ${one.text('contact_female')}`]);
    await visitor.write('加微信 lovecat_1127');
    await expect.poll(() => tagsOf(agent)).toEqual(['转微']);
    await visitor.write('电话 138 1234 5678');
    for (const one of [agent, supervisor]) {
      await expect.poll(() => tagsOf(one)).toEqual(['转微', '转电']);
      await expect
        .poll(() => knownOf(one))
        .toEqual([
          'PHONE 13812345678',
          'WECHAT lovecat_1127',
          `AGE ${age}`,
          `GENDER ${one.text('contact_female')}`,
        ]);
      await expect
        .poll(() => marksOf(one))
        .toEqual(expect.arrayContaining(['lovecat_1127', '138 1234 5678']));
      const row = one.row('138 1234 5678');
      for (const kind of ['contact_phone', 'contact_wechat'] as const)
        await row.getByText(one.text(kind), { exact: true }).waitFor();
    }

    const value = { kind: agent.text('contact_phone'), value: '13812345678' };
    await contactOf(agent)
      .getByRole('button', { name: agent.text('contact_menu', value) })
      .click();
    await agent.page.getByRole('menuitem', { name: agent.text('contact_reject') }).click();
    for (const one of [agent, supervisor]) {
      await expect.poll(() => tagsOf(one)).toEqual(['转微']);
      await expect.poll(async () => (await knownOf(one)).join()).not.toContain('PHONE');
      await expect.poll(() => marksOf(one)).not.toContain('138 1234 5678');
    }
    await visitor.write('我的电话13812345678，别忘了');
    await agent.thread.getByText('别忘了').waitFor();
    await visitor.write('QQ 50923671');
    await expect.poll(async () => (await knownOf(agent)).join()).toContain('QQ 50923671');
    expect((await knownOf(agent)).join()).not.toContain('PHONE');
    expect(await tagsOf(agent)).toEqual(['转微']);
  },
);

test('a value is corrected in place, by keyboard, and a colleague sees it; what is added by hand is checked', async () => {
  const { visitor, agent } = await product.conversation('电话13812345678');
  await expect.poll(() => knownOf(agent)).toEqual(['PHONE 13812345678']);
  const value = { kind: agent.text('contact_phone'), value: '13812345678' };
  await contactOf(agent)
    .getByRole('button', { name: agent.text('contact_menu', value) })
    .press('Enter');
  await agent.page.getByRole('menuitem', { name: agent.text('contact_correct') }).press('Enter');
  const field = agent.page.getByRole('textbox', {
    name: agent.text('contact_corrected_value', { kind: value.kind }),
  });
  await field.fill('not a number');
  await field.press('Enter');
  await agent.page.getByText(agent.text('contact_malformed_phone')).waitFor();
  await field.fill('139 1234 5678');
  await field.press('Enter');
  await expect.poll(() => knownOf(agent)).toEqual(['PHONE 13912345678']);
  await visitor.write('就是13812345678');
  await agent.thread.getByText('就是13812345678').waitFor();
  expect(await knownOf(agent)).toEqual(['PHONE 13912345678']);
});

test('two who edit one note at once are told, and nothing that was typed is lost', async () => {
  const { agent: lin } = await product.conversation('hello');
  const supervisor = await product.agent('supervisor');
  await supervisor.page.goto(lin.page.url());
  await supervisor.thread.waitFor();
  for (const one of [lin, supervisor])
    await one.page.getByRole('button', { name: one.text('visitor_note_edit') }).click();
  const field = (one: ConsolePage) => one.page.getByRole('textbox', { name: one.text('visitor_note') });
  await field(lin).fill('wants a Sunday');
  await field(lin).press('Control+Enter');
  await lin.page.getByText('wants a Sunday').waitFor();
  await field(supervisor).fill('afraid of needles');
  await field(supervisor).press('Control+Enter');
  const told = supervisor.text('edit_conflict', { name: '林医助', text: 'wants a Sunday' });
  await supervisor.page.getByText(told).waitFor();
  await supervisor.page.getByRole('button', { name: supervisor.text('edit_overwrite') }).click();
  await lin.page.getByText('afraid of needles').waitFor();
});

test('the pages that a visitor saw are listed, those of one application too, and where the visitor came from', async () => {
  const visitor = await product.visitor();
  const agent = await product.agent('lin');
  await visitor.write('where are you?');
  await agent.openSession('where are you?');
  await visitor.page.evaluate(() => {
    history.pushState(null, '', '/demo/doctors');
    document.title = 'Our doctors';
  });
  await agent.page.getByText('Our doctors').first().waitFor();
});

test('earlier sessions are read beside the one of now', async () => {
  const agent = await product.agent('lin');
  const program = await product.visitorProgram('my tooth hurts');
  await agent.openSession('my tooth hurts');
  await agent.endSession();
  const again = await program.enterAgain();
  await again.write('it hurts again');
  await agent.openSession('it hurts again');
  await agent.page.getByText(agent.text('earlier_sessions', { count: 1 })).click();
  await agent.page.getByTitle(agent.pattern('earlier_session_open')).click();
  await agent.page.getByRole('dialog').getByText('my tooth hurts').waitFor();
});

test('lists are filtered by tags and by what is known, and stay right as it becomes known', async () => {
  const agent = await product.agent('lin');
  const [first, second] = [
    await product.visitorProgram('我想洗牙'),
    await product.visitorProgram('我想种牙'),
  ];
  await agent.row('我想种牙').waitFor();
  await agent.page.getByRole('button', { name: agent.text('filter') }).click();
  const known = agent.page.getByRole('group', { name: agent.text('filter_known') });
  await known.getByText(agent.text('contact_phone'), { exact: true }).click();
  await agent.page.keyboard.press('Escape');
  await expect.poll(() => agent.rows.count()).toBe(0);
  await first.write('电话13812345678');
  await agent.row('13812345678').waitFor();
  expect(await agent.rows.count()).toBe(1);
  await second.write('我还没想好');
  await agent.page.reload();
  await agent.row('13812345678').waitFor();
  expect(await agent.rows.count()).toBe(1);
  await agent.page
    .getByRole('button', { name: agent.text('filter_clear') })
    .first()
    .click();
  await agent.row('我还没想好').waitFor();
});

test('a tag is made, put in its place, given and deleted, with nothing but what the screen says', async () => {
  const { agent: lin } = await product.conversation('hello');
  const supervisor = await product.agent('supervisor');
  await supervisor.chooseInMenu('tags');
  await supervisor.page.getByRole('button', { name: supervisor.text('tag_make') }).click();
  const dialog = supervisor.page.getByRole('dialog');
  await dialog.getByLabel(supervisor.text('tag_name'), { exact: true }).fill('老患者');
  await dialog.getByRole('button', { name: supervisor.text('tag_make_confirm') }).click();
  await dialog.getByText(supervisor.text('error_tag_name_taken')).waitFor();
  await dialog.getByLabel(supervisor.text('tag_name'), { exact: true }).fill('怕疼');
  await dialog.getByRole('button', { name: supervisor.text('tag_make_confirm') }).click();
  await dialog.waitFor({ state: 'detached' });
  const line = supervisor.page.getByRole('listitem').filter({ hasText: '怕疼' });
  await line.getByRole('button', { name: supervisor.text('tag_move_up', { tag: '怕疼' }) }).click();

  await lin.page
    .getByRole('group', { name: lin.text('visitor_tags') })
    .getByRole('button')
    .last()
    .click();
  await lin.page.getByRole('option', { name: '怕疼' }).click();
  await lin.page.keyboard.press('Escape');
  await expect.poll(() => tagsOf(lin)).toEqual(['怕疼']);

  await line.getByRole('button', { name: supervisor.text('tag_delete_named', { tag: '怕疼' }) }).click();
  const question = supervisor.page.getByRole('alertdialog');
  await question.getByText(supervisor.text('tag_delete_text', { count: 1 })).waitFor();
  await question.getByRole('button', { name: supervisor.text('tag_delete') }).click();
  await line.waitFor({ state: 'detached' });
  await expect.poll(() => tagsOf(lin)).toEqual([]);
});

test('who may not see contact data reads it masked, live, and reveals single values', async () => {
  const { visitor, agent } = await product.conversation('hello');
  const admin = await signInAs(product.server.url, 'admin');
  const { currentAgent } = await (await signInAs(product.server.url, 'lin')).execute(CurrentAgentDocument);
  const { id: roleId = '', permissions = [] } = currentAgent?.role ?? {};
  const allow = (allowed: typeof permissions) =>
    admin.execute(UpdateRoleDocument, { input: { roleId, permissions: allowed } });
  try {
    const others = permissions.filter((one) => one !== 'SEE_CONTACT_DATA');
    await allow([...others, 'REVEAL_CONTACT_DATA']);
    await agent.page.reload();
    await agent.thread.getByText('hello').waitFor();
    await visitor.write('电话13812345678');
    await agent.thread.getByText('电话***********').waitFor();
    await expect.poll(() => knownOf(agent)).toEqual(['PHONE 138****5678']);
    expect(await agent.page.getByText('13812345678').count()).toBe(0);
    await contactOf(agent)
      .getByRole('button', { name: new RegExp(`^${agent.text('contact_reveal').replace(/[()]/g, '.')}`) })
      .click();
    await expect.poll(() => knownOf(agent)).toEqual(['PHONE 13812345678']);
  } finally {
    await allow(permissions);
  }
});

test('an admin exports what is kept about a visitor, and erases it for good', async () => {
  await product.agent('lin');
  const program = await product.visitorProgram('我姓机密，电话13812345678');
  const admin = await product.agent('admin');
  await seeAll(admin);
  await admin.openSession('我姓机密');
  await admin.page.getByRole('button', { name: admin.text('visitor_menu') }).click();
  const [download] = await Promise.all([
    admin.page.waitForEvent('download'),
    admin.page.getByRole('menuitem', { name: admin.text('visitor_export') }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^visitor-\d+\.json$/);
  await admin.endSession();
  await admin.page.getByRole('button', { name: admin.text('visitor_menu') }).click();
  await admin.page.getByRole('menuitem', { name: admin.text('visitor_erase') }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(program.nickname);
  await dialog.getByRole('button', { name: admin.text('visitor_erase_confirm') }).click();
  await admin.thread.getByText(admin.text('message_erased')).first().waitFor();
  expect(await admin.page.getByText('机密').count()).toBe(0);
});
