import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { valueShape } from '../contactDetail/contactDetailRules.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, text } from '../core/input.ts';
import { nicknameLength } from './formRules.ts';
import { writeForm } from './writeForm.ts';

const shape = z
  .object({
    sessionId: z.string(),
    name: text(nicknameLength).nullish(),
    phone: valueShape('PHONE').nullish(),
    wechat: valueShape('WECHAT').nullish(),
  })
  .refine(({ name, phone, wechat }) => name?.trim() || phone || wechat, {
    path: ['phone'],
    params: { rule: 'REQUIRED' },
  });

/**
 * Keeps how a visitor can be reached who leaves a message because nobody is there, or who just wants it to be known.
 * @returns the session as it is afterwards
 * @throws InvalidInputError, NotAllowedError, NotFoundError, SessionEndedError
 */
export async function leaveContact(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId, name, phone, wechat } = checkInput(shape, input);
  return writeForm(core, actor, sessionId, () => ({
    introduction: { name: name?.trim() || undefined, phone: phone ?? undefined, wechat: wechat ?? undefined },
  }));
}
