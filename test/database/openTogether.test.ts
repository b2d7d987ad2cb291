import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../api/core/database.ts';
import { freshDatabaseUrl, testedKinds } from '../support/freshDatabase.ts';
import { OpeningProcess } from './process.ts';

const urls = testedKinds.includes('server') ? [await freshDatabaseUrl({ migrated: false })] : [];
const running: OpeningProcess[] = [];
afterAll(() => Promise.all(running.map((one) => one.end('SIGKILL'))));

describe.each(urls)('an empty database on a server', { timeout: 60_000 }, (url) => {
  it('is migrated and filled once by three processes that start at once', async () => {
    running.push(...[1, 2, 3].map(() => new OpeningProcess({ DATABASE_URL: url })));
    await Promise.all(running.map((one) => one.said(3)));
    expect(running.map((one) => one.lines[1]).sort()).toEqual([
      'seeded false',
      'seeded false',
      'seeded true',
    ]);
    expect(running.map((one) => one.errors)).toEqual(['', '', '']);

    const database = await openDatabase({ databaseUrl: url, dataDir: 'memory://' });
    const names = await database.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations',
      [],
    );
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
    expect(await database.prisma.agent.count()).toBe(4);
    await database.close();
  });

  it('keeps what was acknowledged when a process is killed', async () => {
    await running[0]?.said(50);
    await running[0]?.end('SIGKILL');
    const database = await openDatabase({ databaseUrl: url, dataDir: 'memory://' });
    const tags = await database.prisma.tag.findMany({ select: { name: true } });
    const names = new Set(tags.map(({ name }) => name));
    expect(running[0]?.tags.filter((name) => !names.has(name))).toEqual([]);
    await database.close();
  });

  it('has the same times whatever the server’s time zone', async () => {
    const before = await openDatabase({ databaseUrl: url, dataDir: 'memory://' });
    await before.query(
      `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone TO 'Asia/Shanghai'`,
      [],
    );
    await before.close();
    const database = await openDatabase({ databaseUrl: url, dataDir: 'memory://' });
    const createdAt = new Date('2026-03-04T05:06:07.089Z');
    const { id } = await database.prisma.tag.create({ data: { name: 'zone', color: '#123456', createdAt } });
    expect(await database.query('SELECT "createdAt" FROM "Tag" WHERE id = $1', [id])).toEqual([
      { createdAt },
    ]);
    expect(await database.prisma.tag.findUnique({ where: { id } })).toMatchObject({ createdAt });
    await database.close();
  });
});

describe('a server', () => {
  it('that does not answer is named, its password is not', async () => {
    const databaseUrl = 'postgres://dukou:verysecret@127.0.0.1:1/clinic';
    const error = await openDatabase({ databaseUrl, dataDir: 'memory://' }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: 'DatabaseUnreachableError' });
    expect(String(error)).toContain('127.0.0.1:1/clinic');
    expect(String(error)).toContain('ECONNREFUSED');
    expect(String(error)).not.toContain('verysecret');
  });
});
