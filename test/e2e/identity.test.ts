import { SignJWT } from 'jose';
import { test } from 'vitest';
import type {} from '../../widget/loader/loader.ts';
import { demoSite } from '../../prisma/demoOrganisation.ts';
import { ConsolePage } from './consolePage.ts';
import { expectSaid, Product } from './product.ts';
import { VisitorPage } from './visitorPage.ts';

const product = new Product();

/** Makes the demo site's secret on its page in the console, and reads it there. */
async function makeSecret(): Promise<string> {
  const { page } = await product.people.enter('admin');
  const admin = new ConsolePage(page, product.server.url);
  await admin.signIn('admin');
  await page.goto(`${product.server.url}/settings/sites`);
  await page.getByRole('link', { name: new RegExp(demoSite.name) }).click();
  const section = page.getByRole('region', { name: admin.text('site_identity') });
  await section.getByRole('button', { name: admin.text('site_identity_make') }).click();
  await section.getByRole('button', { name: admin.text('secret_show') }).click();
  return (await section.locator('code').first().innerText()).trim();
}

const signedBy = (secret: string, sub: string) =>
  new SignJWT({ name: 'Ms Wen' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('demo')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));

/** A device of its own, on which somebody signs in at the site. */
async function signInOn(device: string, token: string): Promise<VisitorPage> {
  const { page } = await product.people.enter(device);
  const visitor = new VisitorPage(page);
  await visitor.visit(`${product.server.url}/demo`);
  await visitor.launcher.waitFor();
  await page.evaluate((signed) => window.dukou?.identify(signed), token);
  await visitor.openChat();
  return visitor;
}

test('a customer is known on every device, until they sign out there', async () => {
  const token = await signedBy(await makeSecret(), 'customer-7');
  const phone = await signInOn('phone', token);
  await phone.write('written on the phone');
  await expectSaid([phone], ['VISITOR: written on the phone']);

  const desktop = await signInOn('desktop', token);
  await expectSaid([desktop], ['VISITOR: written on the phone']);

  await desktop.page.evaluate(() => window.dukou?.forget());
  await desktop.openChat();
  await expectSaid([desktop], []);
  await desktop.write('written by somebody else');
  await desktop.reload();
  await expectSaid([desktop], ['VISITOR: written by somebody else']);
  await expectSaid([phone], ['VISITOR: written on the phone']);
});
