import type { Visitor } from '../../prisma/generated/client/client.ts';
import { isMaskable } from '../contactDetail/contactDetailRules.ts';
import type { Core } from '../core/core.ts';
import { folded } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { spelledForms } from '../core/spelling.ts';

const batchSize = 200;
/** In one turn, as with talks. */
const turnMs = 200;

/**
 * Puts what is known about visitors into the index of search, in the background. A visitor who was changed meanwhile has
 * another version, and is done again: what was erased is gone with the next turn. Repeating it changes nothing.
 */
export async function keepVisitorsSearchable(core: Core): Promise<void> {
  const endsAt = performance.now() + turnMs;
  while (performance.now() < endsAt) {
    const visitors = await core.database.query<Pick<Visitor, 'id'>>(
      `SELECT "id" FROM "Visitor" WHERE "searchableVersion" < "version" ORDER BY "id" DESC LIMIT ${batchSize}`,
      [],
    );
    if (visitors.length === 0) return;
    await makeSearchable(
      core,
      visitors.map(({ id }) => id),
    );
  }
}

async function makeSearchable(core: Core, ids: string[]): Promise<void> {
  const visitors = await core.database.prisma.visitor.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      version: true,
      nickname: true,
      note: true,
      contactDetails: { where: { status: { not: 'REJECTED' } }, select: { kind: true, value: true } },
    },
  });
  const texts = visitors.map(({ nickname, note }) =>
    [folded(nickname), folded(note), ...spelledForms(nickname)].join('\n'),
  );
  const contactTexts = visitors.map(({ contactDetails }) =>
    contactDetails
      .filter(({ kind }) => isMaskable(kind))
      .map(({ value }) => folded(value))
      .join('\n'),
  );
  const read = visitors.map(({ id }) => id);
  await inTransaction(core, async (transaction) => {
    await transaction.$executeRaw`
      INSERT INTO "SearchableVisitor" ("visitorId", "text", "contactText")
      SELECT * FROM unnest(${read}::uuid[], ${texts}::text[], ${contactTexts}::text[])
      ON CONFLICT ("visitorId") DO UPDATE SET "text" = EXCLUDED."text", "contactText" = EXCLUDED."contactText"`;
    await transaction.$executeRaw`
      UPDATE "Visitor" v SET "searchableVersion" = r."version"
      FROM unnest(${read}::uuid[], ${visitors.map(({ version }) => version)}::int[]) r ("id", "version")
      WHERE v."id" = r."id"`;
  });
}
