import { randomUUID } from 'node:crypto';
import type { Core } from '../../api/core/core.ts';
import { firstIdOf, type Month } from '../../api/message/messageMonthRules.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { buildConversation } from '../support/build.ts';

/** An id as a session has that began at a moment. */
export function idOf(moment: Date): string {
  return `${firstIdOf(moment).slice(0, 14)}7${randomUUID().slice(15)}`;
}

/** A conversation that began at a moment, in which a visitor has spoken. */
export async function buildConversationOf(core: Core, moment: Date, text = '请问几点开门？') {
  const { session, ...others } = await buildConversation(core);
  const sessionId = idOf(moment);
  await core.database.prisma.session.update({ where: { id: session.id }, data: { id: sessionId } });
  const say = (said: string) =>
    sendMessage(core, others.visitor, { sessionId, clientId: randomUUID(), text: said });
  await say(text);
  return { ...others, sessionId, say };
}

/** In which table a session's messages stand. */
export async function placesOf({ database }: Core, sessionId: string): Promise<string[]> {
  const rows = await database.query<{ place: string }>(
    `SELECT DISTINCT c.relname::text AS "place" FROM "Message" m JOIN pg_class c ON c.oid = m.tableoid
    WHERE m."sessionId" = $1::uuid`,
    [sessionId],
  );
  return rows.map(({ place }) => place);
}

export const month = (year: number, number: number): Month => new Date(Date.UTC(year, number - 1));
