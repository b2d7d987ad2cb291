import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../api/core/database.ts';
import { freshDatabase, testedKinds } from '../support/freshDatabase.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(testedKinds)('the %s database', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(kind);
  });
  afterAll(() => database.close());

  const insertTag = (name: string) =>
    database.query<{ id: string }>(
      `INSERT INTO "Tag" (id, name, color, "updatedAt") VALUES (gen_random_uuid(), $1, '#123456', now()) RETURNING id`,
      [name],
    );
  const tagCount = async (name: string) =>
    (await database.query<{ count: number }>('SELECT count(*) FROM "Tag" WHERE name = $1', [name]))[0]?.count;

  it('is of the kind that it says, and answers', async () => {
    expect(database.kind).toBe(kind);
    await database.ping();
  });

  it('gives rows of a direct statement with JavaScript types', async () => {
    const at = new Date('2026-11-22T08:09:10.123Z');
    const [row] = await database.query(
      `SELECT $1::timestamptz AS at, 7::int4 AS small, 9000000000::int8 AS big, NULL::text AS nothing, true AS yes,
        $2::text AS text, $3::text[] AS texts, $4::"Permission"[] AS enums, $5::uuid AS id`,
      [
        at,
        '渡口 👋 \\ \'"',
        ['a,b', '{}'],
        ['ASSIST_SESSIONS', 'EXPLORE_API'],
        '019aa000-0000-7000-8000-000000000001',
      ],
    );
    expect(row).toEqual({
      at,
      small: 7,
      big: 9_000_000_000,
      nothing: null,
      yes: true,
      text: '渡口 👋 \\ \'"',
      texts: ['a,b', '{}'],
      enums: ['ASSIST_SESSIONS', 'EXPLORE_API'],
      id: '019aa000-0000-7000-8000-000000000001',
    });
  });

  it('shows Prisma and direct statements the same rows and times', async () => {
    const createdAt = new Date('2026-01-02T03:04:05.678Z');
    const { id } = await database.prisma.tag.create({ data: { name: 'same', color: '#123456', createdAt } });
    const [row] = await database.query('SELECT name, "createdAt" FROM "Tag" WHERE id = $1', [id]);
    expect(row).toEqual({ name: 'same', createdAt });
    const later = new Date('2026-02-03T04:05:06.789Z');
    await database.query('UPDATE "Tag" SET "createdAt" = $1 WHERE id = $2', [later, id]);
    expect(await database.prisma.tag.findUnique({ where: { id } })).toMatchObject({ createdAt: later });
  });

  it('never lets a direct statement into an open transaction', async () => {
    const inside = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const rolledBack = database.prisma.$transaction(async (transaction) => {
      await transaction.tag.create({ data: { name: 'from inside', color: '#123456' } });
      inside.resolve();
      await finish.promise;
      throw new Error('on purpose');
    });
    await inside.promise;
    // Sent while the transaction is open: it must neither see the row inside nor go down with it.
    const seen = tagCount('from inside');
    const written = insertTag('from outside');
    await pause(50);
    finish.resolve();
    await expect(rolledBack).rejects.toThrow('on purpose');
    expect(await seen).toBe(0);
    await written;
    expect(await tagCount('from outside')).toBe(1);
    expect(await tagCount('from inside')).toBe(0);
  });

  it('is not blocked by a transaction that came too late to begin', async () => {
    const open = database.prisma.$transaction(async (transaction) => {
      await transaction.tag.count();
      await pause(400);
    });
    const waiting = Array.from({ length: 25 }, () =>
      database.prisma
        .$transaction((transaction) => transaction.tag.count(), { maxWait: 50 })
        .catch(() => 'late'),
    );
    await Promise.all([open, ...waiting]);
    await database.ping();
    expect(await database.prisma.$transaction(async (transaction) => transaction.tag.count())).toBeTypeOf(
      'number',
    );
  });

  it('says so when the commit itself fails', async () => {
    await database.query('CREATE TABLE one (number int UNIQUE DEFERRABLE INITIALLY DEFERRED)', []);
    const committed = database.prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`INSERT INTO one VALUES (1), (1)`;
    });
    await expect(committed).rejects.toThrow();
    expect(await database.query('SELECT * FROM one', [])).toEqual([]);
  });

  it('rolls a nested transaction back alone', async () => {
    await database.prisma.$transaction(async (transaction) => {
      await transaction.tag.create({ data: { name: 'outer', color: '#123456' } });
      const nested = transaction.$transaction(async (inner) => {
        await inner.tag.create({ data: { name: 'inner', color: '#123456' } });
        throw new Error('only the inner one');
      });
      await expect(nested).rejects.toThrow('only the inner one');
    });
    expect([await tagCount('outer'), await tagCount('inner')]).toEqual([1, 0]);
  });

  it('names broken constraints, the same through Prisma and directly', async () => {
    await insertTag('twice');
    await expect(insertTag('twice')).rejects.toMatchObject({ code: '23505', constraint: 'Tag_name_key' });
    await expect(
      database.prisma.tag.create({ data: { name: 'twice', color: '#123456' } }),
    ).rejects.toMatchObject({
      code: 'P2002',
      meta: { driverAdapterError: { cause: { constraint: { index: 'Tag_name_key' } } } },
    });
  });

  it('does not let go of a department that an agent is in', async () => {
    const department = await database.prisma.department.create({ data: { name: '导医台', path: '' } });
    const role = await database.prisma.role.create({
      data: { name: '客服', permissions: ['ASSIST_SESSIONS'] },
    });
    expect(role.permissions).toEqual(['ASSIST_SESSIONS']);
    const agent = { displayName: '林医助', passwordHash: '', departmentId: department.id, roleId: role.id };
    await database.prisma.agent.create({ data: { login: 'lin', ...agent } });
    await expect(database.prisma.department.delete({ where: { id: department.id } })).rejects.toMatchObject({
      code: 'P2003',
    });
  });

  it('takes a hundred statements at once', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, (_, i) => insertTag(`many ${i}`)));
    expect(new Set(ids.map(([row]) => row?.id)).size).toBe(100);
  });
});
