import type { Message } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';

const pageSize = 200;

/** The messages of a session after a number, in order, page by page: however many they are, few are in memory. */
export async function* messagesAfter(
  core: Core,
  sessionId: string,
  after: number,
): AsyncGenerator<Message, void> {
  for (;;) {
    const page = await core.database.prisma.message.findMany({
      where: { sessionId, seq: { gt: after } },
      orderBy: { seq: 'asc' },
      take: pageSize,
    });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.seq;
  }
}
