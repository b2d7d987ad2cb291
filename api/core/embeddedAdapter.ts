import type { PGlite, Transaction as PGliteTransaction } from '@electric-sql/pglite';
import {
  DriverAdapterError,
  type IsolationLevel,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { embeddedStatements } from './embeddedStatements.ts';
import { asPostgresSays, isPostgresError, throwForEngine, type PostgresError } from './scriptErrors.ts';

/**
 * Prisma's way to an embedded database. The package's adapter lets a script's and a COMMIT's error fall silent, which
 * would acknowledge what is not stored, and names broken constraints otherwise than the one for PostgreSQL servers;
 * here those parts are replaced.
 */
export function embeddedAdapter(
  pglite: PGlite,
  openShadow?: () => Promise<PGlite>,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: 'embedded',
    connect: () => connect(pglite),
    async connectToShadowDb() {
      if (!openShadow) throw new Error('There is no shadow database here.');
      const shadow = await openShadow();
      return { ...(await connect(shadow)), dispose: () => shadow.close() };
    },
  };
}

async function connect(pglite: PGlite): Promise<SqlDriverAdapter> {
  const outside = await throughPackage(embeddedStatements(pglite).query);
  return {
    provider: 'postgres',
    adapterName: 'embedded',
    queryRaw: (query) => outside.queryRaw(query),
    executeRaw: (query) => outside.executeRaw(query),
    async executeScript(script) {
      await pglite.exec(script).catch(throwForEngine);
    },
    startTransaction: (isolationLevel) => startTransaction(pglite, isolationLevel),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
}

/** The package's own adapter, which only runs statements here: on the database or within one of its transactions. */
async function throughPackage(query: RunStatement): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPGlite({ query } as unknown as PGlite).connect();
  return Object.assign(adapter, { onError: throwForPrisma });
}

type RunStatement = ReturnType<typeof embeddedStatements>['query'];

/** Thrown inside PGlite's transaction to make it roll back. */
const rolledBack = new Error('rolled back');

/** PGlite's own transaction: while it is open, every statement from elsewhere waits on PGlite's mutex. */
async function startTransaction(pglite: PGlite, isolationLevel?: IsolationLevel): Promise<Transaction> {
  const started = Promise.withResolvers<PGliteTransaction>();
  const ending = Promise.withResolvers<void>();
  const ended = pglite.transaction(async (transaction) => {
    if (isolationLevel) await transaction.exec(`SET TRANSACTION ISOLATION LEVEL ${isolationLevel}`);
    started.resolve(transaction);
    await ending.promise;
  });
  ended.catch(started.reject);
  const transaction = await started.promise.catch(throwForPrisma);
  const inside = await throughPackage((text, values, options) => {
    if (transaction.closed) return Promise.reject(new Error('The transaction is over.'));
    return embeddedStatements(pglite).queryWithin(text, values, options);
  });
  const run = async (sql: string) => void (await transaction.exec(sql).catch(throwForPrisma));
  return {
    provider: 'postgres',
    adapterName: 'embedded',
    options: { usePhantomQuery: true },
    queryRaw: (query) => inside.queryRaw(query),
    executeRaw: (query) => inside.executeRaw(query),
    async commit() {
      ending.resolve();
      await ended.catch(throwForPrisma);
    },
    async rollback() {
      ending.reject(rolledBack);
      await ended.catch((error: unknown) => error === rolledBack || throwForPrisma(error));
    },
    createSavepoint: (name) => run(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => run(`ROLLBACK TO SAVEPOINT ${name}`),
    releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
  };
}

/** Turns PostgreSQL's errors into those that Prisma knows, as @prisma/adapter-pg does. */
function throwForPrisma(error: unknown): never {
  if (!isPostgresError(error)) throw error;
  const original = { originalCode: error.code, originalMessage: error.message };
  throw new DriverAdapterError({ ...original, ...describe(error) });
}

function describe(error: PostgresError): DriverAdapterError['cause'] {
  const { code, message, column } = error;
  const constraint = error.constraint ? { index: error.constraint } : undefined;
  switch (code) {
    case '22001':
      return { kind: 'LengthMismatch', column };
    case '22003':
      return { kind: 'ValueOutOfRange', cause: message };
    case '22P02':
      return { kind: 'InvalidInputValue', message };
    case '23505':
      return { kind: 'UniqueConstraintViolation', constraint };
    case '23502':
      return { kind: 'NullConstraintViolation', constraint: column ? { fields: [column] } : undefined };
    // PostgreSQL 18 tells ON DELETE RESTRICT by a code of its own; earlier servers do not.
    case '23001':
    case '23503':
      return { kind: 'ForeignKeyConstraintViolation', constraint };
    case '40001':
    case '40P01':
      return { kind: 'TransactionWriteConflict' };
    default:
      return asPostgresSays(error);
  }
}
