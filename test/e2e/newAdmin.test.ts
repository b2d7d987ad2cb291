import type { Locator, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { ConsolePage } from './consolePage.ts';
import { type HostSite, startHostSite } from './hostPage.ts';
import { expectSaid, Product } from './product.ts';
import { VisitorPage } from './visitorPage.ts';

const product = new Product({ DEMO_DATA: 'false' });
const password = 'long enough';
const departmentName = 'Skin clinic';
/** The clinic's own page, once its code is known. */
let clinic: HostSite | undefined;
afterAll(() => clinic?.close());

/** Where the address leads that the server printed at its start, a moment after it was ready. */
async function setupPath(): Promise<string> {
  const printed = () => product.server.logLines.find((line) => line.includes('/setup#'));
  await expect.poll(printed).toBeDefined();
  return /\/setup#\S+/.exec(printed() ?? '')?.[0] ?? '';
}

/** An admin's console, with what is needed of the pages of the settings. */
class AdminPage extends ConsolePage {
  field(key: Parameters<ConsolePage['text']>[0]): Locator {
    return this.page.getByLabel(this.text(key), { exact: true });
  }

  button(key: Parameters<ConsolePage['text']>[0], within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: this.text(key), exact: true });
  }

  section(key: Parameters<ConsolePage['text']>[0]): Locator {
    return this.page.getByRole('region', { name: this.text(key) });
  }

  /** Opens a page of the settings by its entry in their list. */
  async openSettings(key: Parameters<ConsolePage['text']>[0]): Promise<void> {
    const list = this.page.getByRole('navigation', { name: this.text('settings') });
    await list.getByRole('link', { name: this.text(key) }).click();
  }

  get openSteps(): Locator {
    return this.page.getByRole('listitem').filter({ hasText: `(${this.text('steps_is_open')})` });
  }
}

async function setUp(): Promise<AdminPage> {
  const { page } = await product.people.enter('admin');
  const admin = new AdminPage(page, product.server.url);
  await page.goto(product.server.url);
  await page.getByText(admin.text('setup_no_token')).waitFor();
  await page.goto(product.server.url + (await setupPath()));
  await admin.field('setup_organisation_name').fill('Ferry Clinic');
  await admin.field('setup_display_name').fill('Shen');
  await admin.field('setup_login').fill('shen');
  await admin.field('setup_password').fill(password);
  await admin.button('setup_submit').click();
  await page.getByRole('heading', { name: admin.text('steps_title') }).waitFor();
  return admin;
}

async function makeDepartment(admin: AdminPage): Promise<void> {
  await admin.openSettings('departments');
  await admin.button('department_make').click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByLabel(admin.text('department_name')).fill(departmentName);
  await dialog.getByLabel(admin.text('department_parent')).selectOption('Ferry Clinic');
  await admin.button('department_make_confirm', dialog).click();
  await admin.page.getByRole('treeitem', { name: new RegExp(departmentName) }).waitFor();
}

/** Invites two agents into the new department, who choose their passwords on the pages of their links. */
async function inviteAgents(admin: AdminPage): Promise<void> {
  await admin.openSettings('agents');
  for (const [login, displayName] of Object.entries({ lin: 'Lin', wang: 'Wang' })) {
    await admin.button('agent_invite').click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByLabel(admin.text('agent_name')).fill(displayName);
    await dialog.getByLabel(admin.text('agent_login')).fill(login);
    await chooseLast(dialog.getByLabel(admin.text('agent_department')), departmentName);
    await chooseLast(dialog.getByLabel(admin.text('agent_role')), '客服');
    await admin.button('agent_invite_confirm', dialog).click();
    const link = await admin.field('agent_link').inputValue();
    await admin.button('agent_link_done').click();

    const { page, context } = await product.people.enter(login);
    const invited = new AdminPage(page, product.server.url);
    await page.goto(link);
    await invited.field('invitation_password').fill(password);
    await invited.field('invitation_repeat').fill(password);
    await invited.button('invitation_submit').click();
    await invited.list.waitFor();
    // Nobody else is there when the first visitor comes.
    await context.close();
  }
}

/** Chooses of a list what ends like this: departments stand there with those above them. */
async function chooseLast(list: Locator, ending: string): Promise<void> {
  const options = list.locator('option').filter({ hasText: ending });
  await list.selectOption({ label: (await options.last().innerText()).trim() });
}

test('from the first start to the first talk on a page of one’s own, with nothing read but the screen', async () => {
  const admin = await setUp();
  expect(await admin.openSteps.count()).toBe(3);
  await makeDepartment(admin);
  await inviteAgents(admin);

  await admin.openSettings('sites');
  await admin.page.getByRole('link', { name: /Ferry Clinic/ }).click();
  const code = await admin.section('site_snippet').locator('code').innerText();
  clinic = await startHostSite(product.server.url, /data-site="(\w+)"/.exec(code)?.[1]);

  // The page is not allowed yet: the check says so, and whoever knows it can allow it.
  const visitor = new VisitorPage((await product.people.enter('visitor')).page);
  await visitor.page.goto(clinic.url);
  const check = admin.section('site_check');
  await check.getByText(admin.text('site_check_refused')).waitFor();
  await admin.button('site_origin_allow', check).click();
  await admin.button('site_origin_allow', admin.page.getByRole('alertdialog')).click();
  await admin.section('site_origins').getByText(clinic.url).waitFor();

  const serving = admin.section('site_serving');
  await serving.getByLabel(admin.text('site_serving_add')).selectOption(`Ferry Clinic / ${departmentName}`);
  const look = admin.section('site_look');
  await look.getByLabel(admin.text('site_side_left')).check();
  await look.getByLabel(admin.text('site_launcher_text')).fill('Ask us');
  const preview = admin.page.frameLocator('iframe');
  await admin.button('site_preview_button', look).click();
  await preview.getByText('Ask us').waitFor();
  // Nobody loses by a wrong click what was filled in.
  await admin.openSettings('departments');
  await admin.button('cancel', admin.page.getByRole('alertdialog')).click();
  await admin.button('save').click();
  await admin.page.getByText(admin.text('site_saved')).waitFor();

  await visitor.reload();
  const launcher = visitor.frame.getByRole('button', { name: 'Ask us' });
  await launcher.waitFor();
  await check.getByText(admin.text('site_check_shown'), { exact: true }).waitFor();

  const agent = new ConsolePage((await product.people.enter('agent')).page, product.server.url);
  await agent.signIn('lin', password);
  await launcher.click();
  await visitor.thread.getByText('Hello, this is Ferry Clinic. How can we help you?').waitFor();
  await visitor.write('is anybody there');
  await agent.openSession('is anybody there');
  await agent.write('we are');
  await expectSaid([agent], ['VISITOR: is anybody there', 'AGENT: we are']);
  await visitor.thread.getByText('we are').waitFor();

  await admin.page.goto(`${product.server.url}/settings`);
  await admin.page.getByRole('heading', { name: admin.text('steps_done') }).waitFor();
  expect(await admin.openSteps.count()).toBe(0);
});
