import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaClient } from '../../prisma/generated/client/client.ts';

/** Told the text of every statement, before it runs. */
export type OnStatement = (text: string) => void;

/** Prisma on an adapter; its statements are told only where somebody wants to know. */
export function createPrismaClient(
  adapter: SqlDriverAdapterFactory,
  onStatement?: OnStatement,
): PrismaClient {
  if (!onStatement) return new PrismaClient({ adapter });
  const prisma = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  prisma.$on('query', ({ query }) => onStatement(query));
  return prisma;
}
