import { afterEach, expect, test } from 'vitest';
import {
  type AgentStatus,
  BlockVisitorDocument,
  SetDoNotDisturbDocument,
  SetStatusDocument,
  UnblockVisitorDocument,
} from '../support/gql/generated.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { ColleagueTree } from './colleagueTree.ts';
import type { ConsolePage, TextKey } from './consolePage.ts';
import { expectSaid, Product } from './product.ts';
import { endAllSessions, endSessionBy, sendBy, transferTo, VisitorProgram } from './programs.ts';
import { answerTo, delayOf, expectPrompt } from './promptness.ts';
import { chooseList, expectCount, expectOwn, type ListText, seeAll } from './visitorLists.ts';

// Whatever one does is before the others' eyes within a second. Runs alone, for it looks at the clock.
const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const inChinese = { browser: { locale: 'zh-CN' } };

/** Writes something new in place of the visitor's nickname or note. */
async function rewrite(agent: ConsolePage, button: TextKey, field: TextKey, text: string): Promise<void> {
  await agent.page.getByRole('button', { name: agent.text(button) }).click();
  await agent.page.getByRole('textbox', { name: agent.text(field), exact: true }).fill(text);
}

test('a colleague’s list and thread are open to read along, live and within a second', async () => {
  const { visitor, agent: lin } = await product.conversation('who reads along?');
  const supervisor = await product.agent('supervisor');
  await supervisor.chooseStatus('status_online', 'status_busy');
  await new ColleagueTree(supervisor).open('林医助');
  const before = await supervisor.rows.count();
  const program = await signInAs(product.server.url, 'lin');
  const sessionId = lin.sessionId;
  await supervisor.openSession('who reads along?');
  await expectPrompt(async (index) => ({
    'a word of the owner': await delayOf(
      () => sendBy(program, sessionId, `answer ${index}`),
      () => supervisor.thread.getByText(`answer ${index}`, { exact: true }).waitFor(),
    ),
    'a visitor who comes': await delayOf(
      () => product.visitorProgram(`newcomer ${index}`),
      () => supervisor.row(`newcomer ${index}`).waitFor(),
    ),
  }));
  await visitor.composer.pressSequentially('I won');
  await supervisor.page.getByText(supervisor.text('typing_visitor')).waitFor();
  await visitor.composer.press('Enter');
  await supervisor.thread.getByText('I won', { exact: true }).waitFor();
  expect(await supervisor.rows.count()).toBeGreaterThan(before);

  const said = await lin.said();
  await expectSaid([supervisor], said);
  await lin.endSession();
  await supervisor.page.getByText(supervisor.pattern('session_ended_reason')).waitFor();
  await expect.poll(() => supervisor.row('I won').count()).toBe(0);
});

test('what an assisting colleague renames, notes and tags is with the owner within a second, and found by search', async () => {
  const { agent: lin } = await product.conversation('my name is Li');
  const supervisor = await product.agent('supervisor');
  await supervisor.page.goto(lin.page.url());
  await supervisor.thread.waitFor();
  const saved = async (keys: string) => {
    const answer = answerTo(supervisor.page, 'UpdateVisitor');
    await supervisor.page.keyboard.press(keys);
    await answer;
  };
  await expectPrompt(async (index) => {
    const delays: Record<string, number> = {};
    await rewrite(supervisor, 'visitor_nickname_edit', 'visitor_nickname', `李女士 ${index}`);
    delays.nickname = await delayOf(
      () => saved('Enter'),
      () =>
        Promise.all([
          lin.row(`李女士 ${index}`).waitFor(),
          expect.poll(() => lin.nickname()).toBe(`李女士 ${index}`),
        ]),
    );
    await rewrite(supervisor, 'visitor_note_edit', 'visitor_note', `call on day ${index}`);
    delays.note = await delayOf(
      () => saved('Control+Enter'),
      () => lin.page.getByText(`call on day ${index}`).waitFor(),
    );
    return delays;
  });
  await lin.page
    .getByText(new RegExp(`^${lin.text('visitor_edited', { name: '陈主任', time: '.*' })}$`))
    .waitFor();

  await supervisor.thread.getByText('my name is Li').click({ button: 'right' });
  await supervisor.page.getByRole('menuitemcheckbox', { name: '预约' }).click();
  await lin.row('预约').waitFor();
  const search = lin.page.getByRole('searchbox', { name: lin.text('sessions_search') });
  await search.fill('nothing of this');
  await expect.poll(() => lin.rows.count()).toBe(0);
  await search.fill('on day');
  await lin.row('李女士').waitFor();
});

test('every move from list to list is in the other consoles within a second, where it leaves and where it appears', async () => {
  const { url } = product.server;
  const [leaving, entering] = [await product.agent('lin'), await product.agent('supervisor')];
  const program = await signInAs(url, 'supervisor');
  for (const agent of [leaving, entering]) await seeAll(agent);

  await expectPrompt(async (index) => {
    const delays: Record<string, number> = {};
    await chooseList(entering, 'list_online');
    const pageTitle = `page of try ${index}`;
    const entry = Promise.withResolvers<VisitorProgram>();
    delays.enter = await delayOf(
      async () => entry.resolve(await VisitorProgram.enter(url, { pageTitle })),
      () => entering.row(pageTitle).waitFor(),
    );
    const entered = await entry.promise;
    const { nickname, sessionId } = entered;
    const move = async (name: string, from: ListText, to: ListText, change: () => Promise<unknown>) => {
      await chooseList(leaving, from);
      await leaving.row(nickname).first().waitFor();
      await chooseList(entering, to);
      delays[name] = await delayOf(change, () =>
        Promise.all([
          leaving.row(nickname).first().waitFor({ state: 'detached' }),
          entering.row(nickname).first().waitFor(),
        ]),
      );
    };
    const setDoNotDisturb = async (isOn: boolean) => {
      const answer = await program.execute(SetDoNotDisturbDocument, { input: { sessionId, isOn } });
      expectAnswer(answer.setDoNotDisturb, 'Session');
    };
    await move('speak', 'list_online', 'list_talking', () => entered.write(`word ${index}`));
    await move('start do-not-disturb', 'list_talking', 'list_suspected', () => setDoNotDisturb(true));
    await move('lift do-not-disturb', 'list_suspected', 'list_talking', () => setDoNotDisturb(false));
    await move('end', 'list_talking', 'list_talked', () => endSessionBy(program, sessionId));

    const again = await entered.enterAgain();
    const input = { sessionId: again.sessionId, reason: `reason ${index}` };
    await move('block', 'list_online', 'list_blocked', async () => {
      expectAnswer((await program.execute(BlockVisitorDocument, { input })).blockVisitor, 'Session');
    });
    await move('unblock', 'list_blocked', 'list_left', async () => {
      const { unblockVisitor } = await program.execute(UnblockVisitorDocument, {
        input: { sessionId: again.sessionId },
      });
      expectAnswer(unblockVisitor, 'Session');
    });
    return delays;
  });
});

test('the numbers beside the lists follow within a second, unread messages included', async () => {
  const agent = await product.agent('lin');
  await expectCount(agent, 'list_talking', 0);
  await expectPrompt(async (index) => {
    // However many sessions change, the numbers are asked for once a second.
    await agent.page.waitForTimeout(1_100);
    const visitor = await product.visitorProgram();
    await expectCount(agent, 'list_online', 1);
    await agent.page.waitForTimeout(1_100);
    return {
      count: await delayOf(
        () => visitor.write(`count ${index}`),
        () => expectCount(agent, 'list_talking', index + 1, index + 1),
      ),
    };
  });
});

test('a transferred session is in the other console within a second, and its visitor is told the new name only', async () => {
  const { visitor, agent: lin } = await product.conversation('谁来接待我？', inChinese, inChinese);
  const wang = await product.agent('wang', inChinese);
  const sessionId = lin.sessionId;
  const [asLin, asWang] = [
    await signInAs(product.server.url, 'lin'),
    await signInAs(product.server.url, 'wang'),
  ];
  await expectPrompt(async () => ({
    there: await delayOf(
      () => transferTo(asLin, sessionId, '王医助', '这是内部留言'),
      () =>
        Promise.all([
          expectOwn(wang, '谁来接待我？'),
          lin.row('谁来接待我？').waitFor({ state: 'detached' }),
        ]),
    ),
    back: await delayOf(
      () => transferTo(asWang, sessionId, '林医助'),
      () =>
        Promise.all([
          expectOwn(lin, '谁来接待我？'),
          wang.row('谁来接待我？').waitFor({ state: 'detached' }),
        ]),
    ),
  }));
  await transferTo(asLin, sessionId, '王医助');
  await visitor.connection.getByText(visitor.texts.servedBy('王医助'), { exact: true }).waitFor();
  await visitor.thread.getByText(visitor.texts.transferredTo('王医助'), { exact: true }).first().waitFor();
  await wang.openSession('谁来接待我？');
  await wang.thread.getByText('这是内部留言').first().waitFor();
  await visitor.reload();
  await expectSaid([visitor], ['VISITOR: 谁来接待我？']);
  expect(await visitor.frame.getByText('这是内部留言').count()).toBe(0);
});

test('a colleague sees a new status within a second', async () => {
  const [lin, wang] = await Promise.all([product.agent('lin'), product.agent('wang')]);
  const colleagues = new ColleagueTree(wang);
  const elsewhere = await signInAs(product.server.url, 'lin');
  const change = (status: AgentStatus) => elsewhere.execute(SetStatusDocument, { input: { status } });
  await colleagues.expectStatus('林医助', 'status_online');
  await expectPrompt(async () => ({
    busy: await delayOf(
      () => change('BUSY'),
      () => colleagues.expectStatus('林医助', 'status_busy', 20_000),
    ),
    away: await delayOf(
      () => change('AWAY'),
      () => colleagues.expectStatus('林医助', 'status_away', 20_000),
    ),
    'on the other device': await delayOf(
      () => change('ONLINE'),
      () => lin.ownStatus('status_online').waitFor(),
    ),
  }));
});

test('what a visitor gives away shows in the other consoles within a second', async () => {
  const { agent } = await product.conversation('hello');
  const program = await product.visitorProgram('第一句');
  await expectPrompt(async (index) => ({
    found: await delayOf(
      () => program.write(`电话1381234567${index}`),
      () => agent.row(`1381234567${index}`).getByText(agent.text('contact_phone'), { exact: true }).waitFor(),
    ),
  }));
});
