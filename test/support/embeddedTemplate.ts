import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { embeddedAdapter } from '../../api/core/embeddedAdapter.ts';
import { applyMigrations, readMigrations } from '../../api/core/migrations.ts';

const folder = path.resolve('node_modules/.cache/dukou');

/** A migrated embedded database as a tar file, made once for each state of the migrations. */
export async function embeddedTemplate(hash: string): Promise<Blob> {
  const name = `template-${hash}.tar`;
  const file = path.join(folder, name);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return new Blob([kept]);
  const made = await makeTemplate();
  await mkdir(folder, { recursive: true });
  const outdated = (await readdir(folder)).filter((other) => other.endsWith('.tar') && other !== name);
  for (const other of outdated) await rm(path.join(folder, other), { force: true });
  // Another test process may make it at the same time: whichever renames last, the file is whole.
  await writeFile(`${file}.${process.pid}`, new Uint8Array(await made.arrayBuffer()));
  await rename(`${file}.${process.pid}`, file);
  return made;
}

async function makeTemplate(): Promise<Blob> {
  const pglite = await PGlite.create();
  try {
    await applyMigrations({
      migrations: await readMigrations(),
      query: async <Row>(text: string, values: readonly unknown[]) =>
        (await pglite.query<Row>(text, [...values])).rows,
      adapter: embeddedAdapter(pglite),
      log: { info() {}, warn() {} },
    });
    return await pglite.dumpDataDir('none');
  } finally {
    await pglite.close();
  }
}
