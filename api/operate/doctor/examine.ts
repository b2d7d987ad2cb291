import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { openBareDatabase } from '../../core/bareDatabase.ts';
import { systemClock } from '../../core/clock.ts';
import type { Core } from '../../core/core.ts';
import { openDatabase } from '../../core/database.ts';
import type { Environment } from '../../core/environment.ts';
import { FolderLockedError } from '../../core/folderLock.ts';
import { assertNoUnfinishedRestore } from '../../core/unfinishedRestore.ts';
import { createLog } from '../../core/log.ts';
import { createFileStore } from '../../core/openFileStore.ts';
import { buildApp } from '../../server/app.ts';
import { askOperator } from '../operator/askOperator.ts';
import { examineDatabase } from './examineDatabase.ts';
import { examineDelivery } from './examineDelivery.ts';
import { examineProduct } from './examineProduct.ts';
import { examineSurroundings } from './examineSurroundings.ts';
import { note, problem, type Finding } from './findingRules.ts';
import { errorText } from '../../core/errorText.ts';

/**
 * Looks at all that the product stands on, changes nothing, and says what must be done. An embedded database that a server has
 * open is looked at by that server, with its settings.
 * @param url under which the server is reached
 */
export async function examine(environment: Environment, url: string): Promise<Finding[]> {
  const { databaseUrl, dataDir } = environment;
  const surroundings = () => examineSurroundings(environment);
  if (databaseUrl === undefined && !existsSync(path.join(dataDir, 'database')))
    return [note('Database', `none in ${dataDir} yet; the first start makes it`), ...(await surroundings())];
  try {
    const database = await openBareDatabase(environment);
    const examined = assertNoUnfinishedRestore(database.query).then(() =>
      examineDatabase(database, environment),
    );
    const found = await examined.finally(() => database.close());
    // What the product would say of a database that is not as it must be helps nobody.
    const isReady = found.every(({ about, verdict }) => about !== 'Migrations' || verdict === 'fine');
    const product = isReady ? await examineOpened(environment, url) : [];
    return [...found, ...product, ...(await surroundings())];
  } catch (error) {
    if (error instanceof FolderLockedError) return examineRunning(environment, url, error);
    const text = errorText(error);
    return [problem('Database', 'It cannot be opened.', text), ...(await surroundings())];
  }
}

async function examineRunning(
  environment: Environment,
  url: string,
  locked: FolderLockedError,
): Promise<Finding[]> {
  try {
    const answer = await askOperator(environment.dataDir, `/findings?url=${encodeURIComponent(url)}`);
    return JSON.parse(Buffer.concat(await answer.toArray()).toString()) as Finding[];
  } catch (error) {
    const reason = errorText(error);
    return [
      problem(
        'Database',
        `${locked.message} It cannot be asked either: ${reason}.`,
        'Stop that process and try again.',
      ),
    ];
  }
}

/** With the database open as the product opens it: nothing is pending, so that this changes nothing. */
async function examineOpened(environment: Environment, url: string): Promise<Finding[]> {
  const log = createLog({ logLevel: 'silent', logFormat: 'json' });
  if (environment.databaseUrl === undefined) {
    // Nobody serves it: the product is started for a moment, where nobody else reaches it.
    const apart = {
      port: 0,
      host: '127.0.0.1',
      demoData: false,
      metricsAddress: undefined,
      isProduction: false,
    };
    const app = await buildApp({ ...environment, ...apart }, { log });
    try {
      const port = await app.listen();
      const found = await examineProduct({ ...app.core, environment });
      return [...found, await examineDelivery(app.core, `http://127.0.0.1:${port}`)];
    } finally {
      await app.stop();
    }
  }
  const database = await openDatabase({ ...environment, databaseWaitSeconds: 0 });
  try {
    const files = createFileStore(environment);
    const parts = { processId: randomUUID(), environment, database, files, clock: systemClock, log };
    const core = parts satisfies Partial<Core> as Core;
    return [...(await examineProduct(core)), await examineDelivery(core, url)];
  } finally {
    await database.close();
  }
}
