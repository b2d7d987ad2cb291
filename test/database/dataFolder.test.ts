import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../api/core/database.ts';
import { FolderLockedError, lockFolder } from '../../api/core/folderLock.ts';
import { OpeningProcess } from './process.ts';

// One folder through all that can happen to it: making a database takes longer than opening one.
describe('a data folder', { timeout: 60_000 }, () => {
  let dataDir: string;
  const running: OpeningProcess[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'dukou-folder-'));
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.end('SIGKILL')));
    await rm(dataDir, { recursive: true, force: true });
  });

  const open = () => openDatabase({ databaseUrl: undefined, dataDir });
  const start = () => {
    const started = new OpeningProcess({ DATA_DIR: dataDir });
    running.push(started);
    return started;
  };

  it('begins anew when the very first start was cut off', async () => {
    await mkdir(path.join(dataDir, 'database.unfinished'));
    await writeFile(path.join(dataDir, 'database.unfinished', 'PG_VERSION'), '18\n');
    const database = await open();
    expect(await database.prisma.agent.count()).toBe(0);
    await database.prisma.tag.create({ data: { name: '复诊', color: '#16a34a' } });
    await database.close();
    expect((await readdir(dataDir)).sort()).toEqual(['database', 'lock.pid', 'lock.sqlite']);
  });

  it('keeps what was written, and is synchronised with the disk', async () => {
    const database = await open();
    expect(await database.prisma.tag.findMany({ where: { isSystem: false } })).toMatchObject([
      { name: '复诊' },
    ]);
    expect(await database.query('SHOW fsync', [])).toEqual([{ fsync: 'on' }]);
    // The only way of several that PGlite's file system really carries out.
    expect(await database.query('SHOW wal_sync_method', [])).toEqual([{ wal_sync_method: 'fsync' }]);
    await database.close();
  });

  it('refuses a second process and says which folder, who holds it and what to do', async () => {
    const holder = start();
    await holder.said(1);
    const error = await open().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FolderLockedError);
    expect(error).toMatchObject({ folder: dataDir, holder: holder.pid });
    for (const word of [dataDir, String(holder.pid), 'DATA_DIR', 'DATABASE_URL']) {
      expect((error as Error).message).toContain(word);
    }
    await holder.end('SIGTERM');
    expect(holder.lines.at(-1)).toBe('closed');
    expect(holder.errors).toBe('');
  });

  it('is free at once when its process was killed, with everything that was acknowledged', async () => {
    const killed = start();
    await killed.said(60);
    await killed.end('SIGKILL');
    const next = start();
    await next.said(40);
    await next.end('SIGKILL');

    const database = await open();
    const tags = await database.prisma.tag.findMany({ select: { name: true } });
    const names = new Set(tags.map(({ name }) => name));
    const acknowledged = [...killed.tags, ...next.tags];
    expect(acknowledged.length).toBeGreaterThan(90);
    expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
    expect(await database.prisma.agent.count()).toBe(4);
    await database.close();
  });

  it('is locked by one of many who try at once', () => {
    const folder = path.join(dataDir, 'another');
    const locks = Array.from({ length: 20 }, () => {
      try {
        return lockFolder(folder);
      } catch (error) {
        expect(error).toBeInstanceOf(FolderLockedError);
        return undefined;
      }
    });
    const held = locks.filter((lock) => lock !== undefined);
    expect(held).toHaveLength(1);
    held[0]?.release();
    lockFolder(folder).release();
  });
});
