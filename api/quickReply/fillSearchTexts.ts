import type { Core } from '../core/core.ts';
import { searchTextOf } from './quickReplyRules.ts';

/** Makes replies findable that came into the database without their search text: by a migration, or with the demo. */
export async function fillSearchTexts(core: Core): Promise<void> {
  for (;;) {
    const replies = await core.database.prisma.quickReply.findMany({
      where: { searchText: '' },
      select: { id: true, title: true, content: true },
      take: 500,
    });
    for (const reply of replies) {
      const data = { searchText: searchTextOf(reply) };
      await core.database.prisma.quickReply.updateMany({ where: { id: reply.id, searchText: '' }, data });
    }
    if (replies.length < 500) return;
  }
}
