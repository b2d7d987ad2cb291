import { expect, test } from 'vitest';
import { buildImage } from '../attachment/build.ts';
import { expectSaid, Product } from './product.ts';

const product = new Product();

test('a visitor sends a picture over a phone, and rates the talk when it is over; the agent sees both', async () => {
  const phone = { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true };
  const { visitor, agent } = await product.conversation('please have a look', { browser: phone });
  const picture = {
    name: 'x-ray.png',
    mimeType: 'image/png',
    buffer: await buildImage({ width: 600, height: 400 }),
  };
  await visitor.frame.locator('input[type=file]').setInputFiles(picture);
  const tray = visitor.frame.getByRole('list', { name: visitor.texts.attachments });
  await tray.getByText('x-ray.png').waitFor();
  await expect.poll(() => visitor.sendButton.isEnabled()).toBe(true);
  await visitor.composer.fill('this one');
  await visitor.sendButton.click();
  for (const { thread } of [visitor, agent])
    await expect
      .poll(() =>
        thread.locator('img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)),
      )
      .toContain(480);
  await agent.write('that heals well');
  await expectSaid([visitor], ['VISITOR: please have a look', 'VISITOR: this one', 'AGENT: that heals well']);
  await agent.endSession();
  await visitor.thread.getByRole('radio', { name: visitor.texts.stars(5) }).click();
  await visitor.thread.getByRole('textbox', { name: visitor.texts.ratingComment }).fill('quick and kind');
  await visitor.thread.getByRole('button', { name: visitor.texts.send }).click();
  await visitor.thread.getByText(visitor.texts.ratingThanks).waitFor();
  await agent.page
    .getByText(agent.text('session_rating_of', { rating: '5' }))
    .first()
    .waitFor({ state: 'attached' });
  await agent.page.getByText('quick and kind').first().waitFor({ state: 'attached' });
});
