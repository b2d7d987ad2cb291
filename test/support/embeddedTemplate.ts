import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { embeddedAdapter } from '../../api/core/embeddedAdapter.ts';
import { openEmbeddedDatabase } from '../../api/core/embeddedDatabase.ts';
import { applyMigrations, readMigrations } from '../../api/core/migrations.ts';

const folder = path.resolve('node_modules/.cache/dukou');
const silent = { info() {}, warn() {} };

/** A migrated embedded database as a tar file, made once for each state of the migrations. */
export async function embeddedTemplate(hash: string): Promise<Blob> {
  const name = `template-${hash}.tar`;
  const file = path.join(folder, name);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return new Blob([kept]);
  const made = await makeTemplate();
  await clearOutdated(hash);
  // Another test process may make it at the same time: whichever renames last, the file is whole.
  await writeFile(`${file}.${process.pid}`, new Uint8Array(await made.arrayBuffer()));
  await rename(`${file}.${process.pid}`, file);
  return made;
}

/** Fills the folder of an embedded database that is not open yet, as its first start on these migrations would. */
export async function copyOfFolderTemplate(hash: string, dataDir: string): Promise<void> {
  const template = path.join(folder, `template-${hash}`);
  if (!existsSync(template)) {
    await clearOutdated(hash);
    const unfinished = `${template}.${process.pid}`;
    await (await openEmbeddedDatabase({ dataDir: unfinished, log: silent })).close();
    // Another test process may have made it meanwhile.
    await rename(unfinished, template).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  await cp(path.join(template, 'database'), path.join(dataDir, 'database'), { recursive: true });
}

/** Deletes what was made of other migrations. */
async function clearOutdated(hash: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const outdated = (await readdir(folder)).filter(
    (name) => name.startsWith('template-') && !name.startsWith(`template-${hash}`),
  );
  for (const name of outdated) await rm(path.join(folder, name), { recursive: true, force: true });
}

async function makeTemplate(): Promise<Blob> {
  const pglite = await PGlite.create();
  try {
    await applyMigrations({
      migrations: await readMigrations(),
      query: async <Row>(text: string, values: readonly unknown[]) =>
        (await pglite.query<Row>(text, [...values])).rows,
      adapter: embeddedAdapter(pglite),
      log: silent,
    });
    return await pglite.dumpDataDir('none');
  } finally {
    await pglite.close();
  }
}
