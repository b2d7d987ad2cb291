import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaClient } from '../../prisma/generated/client/client.ts';
import { tracedAdapter } from './tracedStatements.ts';
import type { Tracing } from './tracing.ts';

/**
 * How long a transaction may wait for a connection, and how long it may take, in milliseconds. Prisma's own 2 and 5
 * seconds would refuse visitors when a hundred enter at the same instant; who waits longer than this is told to retry.
 */
const transactionOptions = { maxWait: 15_000, timeout: 20_000 };

/** Told the text of every statement, before it runs. */
export type OnStatement = (text: string) => void;

/** Prisma on an adapter; its statements are told only where somebody wants to know. */
export function createPrismaClient(
  factory: SqlDriverAdapterFactory,
  onStatement?: OnStatement,
  tracing?: Tracing,
): PrismaClient {
  const adapter = tracing ? tracedAdapter(tracing, factory) : factory;
  if (!onStatement) return new PrismaClient({ adapter, transactionOptions });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions,
    log: [{ emit: 'event', level: 'query' }],
  });
  prisma.$on('query', ({ query }) => onStatement(query));
  return prisma;
}
