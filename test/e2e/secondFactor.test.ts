import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { BeginSecondFactorDocument, ConfirmSecondFactorDocument } from '../support/gql/generated.ts';
import { demoPassword, expectAnswer, signInAs } from '../support/people.ts';
import { ConsolePage } from './consolePage.ts';
import { Product } from './product.ts';

const product = new Product();

/** The second factor of an agent of the demo data, as their phone has it. */
async function switchOn(login: string) {
  const client = await signInAs(product.server.url, login);
  const begun = await client.execute(BeginSecondFactorDocument, { input: { password: demoPassword } });
  const { key } = expectAnswer(begun.beginSecondFactor, 'SecondFactorSetup');
  const codeAt = (moment: number) => TOTP.generate({ secret: Secret.fromBase32(key), timestamp: moment });
  const input = { code: codeAt(Date.now()) };
  const { confirmSecondFactor } = await client.execute(ConfirmSecondFactorDocument, { input });
  const { codes } = expectAnswer(confirmSecondFactor, 'RecoveryCodes');
  // The code of this half minute is used up; the next one is taken already.
  return { nextCode: () => codeAt(Date.now() + 30_000), codes };
}

test('with a second factor the console opens after password and code, or a recovery code, which is used up', async () => {
  const { nextCode, codes } = await switchOn('wang');
  const enter = async () => {
    const { page } = await product.people.enter('wang');
    await page.goto(`${product.server.url}/`);
    const agent = new ConsolePage(page, product.server.url);
    await agent.submitSignIn('wang');
    await page.getByRole('heading', { name: agent.text('second_step_heading') }).waitFor();
    expect(await agent.list.count()).toBe(0);
    return agent;
  };
  const one = await enter();
  const field = one.page.getByLabel(one.text('second_factor_code'));
  await field.fill('000000');
  await one.signInButton.click();
  await one.page.getByRole('alert').getByText(one.text('error_wrong_code')).waitFor();
  await field.fill(nextCode());
  await one.signInButton.click();
  await one.list.waitFor();

  const [recoveryCode = ''] = codes;
  for (const isGood of [true, false]) {
    const other = await enter();
    await other.page.getByRole('button', { name: other.text('second_step_use_recovery') }).click();
    await other.page.getByLabel(other.text('second_step_recovery_code')).fill(recoveryCode);
    await other.signInButton.click();
    if (isGood) await other.list.waitFor();
    else await other.page.getByRole('alert').getByText(other.text('error_wrong_code')).waitFor();
  }
});
