import { DriverAdapterError } from '@prisma/driver-adapter-utils';

/** What PostgreSQL says with an error; PGlite's class for it cannot be told by instanceof across its two builds. */
export interface PostgresError extends Error {
  code: string;
  severity: string;
  detail?: string;
  hint?: string;
  column?: string;
  constraint?: string;
}

export function isPostgresError(error: unknown): error is PostgresError {
  return error instanceof Error && 'code' in error && 'severity' in error;
}

/** An error as Prisma's adapters pass it on where they have no kind of their own for it. */
export function asPostgresSays({ code, severity, message, detail, column, hint }: PostgresError) {
  return { kind: 'postgres' as const, code, severity, message, detail, column, hint };
}

/**
 * Passes on why a script of a migration failed. The engine that applies migrations knows fewer kinds of errors than Prisma's
 * client, and of what it does not know it says only that, and nothing of what is wrong.
 */
export function throwForEngine(error: unknown): never {
  if (!isPostgresError(error)) throw error;
  const original = { originalCode: error.code, originalMessage: error.message };
  throw new DriverAdapterError({ ...original, ...asPostgresSays(error) });
}
