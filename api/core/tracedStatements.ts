import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
  Transaction,
} from '@prisma/driver-adapter-utils';
import type { Database } from './database.ts';
import { errorTypeOf, traced, type Tracing, type TraceSpan } from './tracing.ts';

/** Longer statements say no more to whoever looks at a trace. */
const longestText = 2_000;

/** `Database.query` with a span for each statement. */
export function tracedQuery(tracing: Tracing, query: Database['query']): Database['query'] {
  return (text, values) => tracedStatement(tracing, text, () => query(text, values));
}

/** An adapter of Prisma with a span for each transaction, and in it for each statement. */
export function tracedAdapter(tracing: Tracing, factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  const { provider, adapterName } = factory;
  return {
    provider,
    adapterName,
    async connect(): Promise<SqlDriverAdapter> {
      const adapter = await factory.connect();
      return {
        ...tracedQueryable(tracing, adapter),
        executeScript: (script) => adapter.executeScript(script),
        startTransaction: (isolationLevel) =>
          tracedTransaction(tracing, () => adapter.startTransaction(isolationLevel)),
        getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: true },
        dispose: () => adapter.dispose(),
      };
    },
  };
}

function tracedQueryable(tracing: Tracing, inner: SqlQueryable, parent?: TraceSpan): SqlQueryable {
  const { provider, adapterName } = inner;
  return {
    provider,
    adapterName,
    queryRaw: (query: SqlQuery) => tracedStatement(tracing, query.sql, () => inner.queryRaw(query), parent),
    executeRaw: (query: SqlQuery) =>
      tracedStatement(tracing, query.sql, () => inner.executeRaw(query), parent),
  };
}

/** From when a connection is asked for until the commit or its opposite. */
async function tracedTransaction(tracing: Tracing, start: () => Promise<Transaction>): Promise<Transaction> {
  if (!tracing.current()?.isRecording) return start();
  const span = tracing.begin('transaction', { attributes: system });
  const until = async (work: () => Promise<void>, outcome?: string) => {
    try {
      await work();
      span.end(outcome);
    } catch (error) {
      span.end(errorTypeOf(error));
      throw error;
    }
  };
  const inner = await start().catch((error: unknown) => {
    span.end(errorTypeOf(error));
    throw error;
  });
  return {
    ...tracedQueryable(tracing, inner, span),
    options: inner.options,
    commit: () => until(() => inner.commit()),
    rollback: () => until(() => inner.rollback(), 'rolled_back'),
    createSavepoint: async (name) => inner.createSavepoint?.(name),
    rollbackToSavepoint: async (name) => inner.rollbackToSavepoint?.(name),
    releaseSavepoint: async (name) => inner.releaseSavepoint?.(name),
  };
}

const system = { 'db.system.name': 'postgresql' };

/** Statements are texts with places for values; the values are not told. */
function tracedStatement<Result>(
  tracing: Tracing,
  text: string,
  run: () => Promise<Result>,
  parent?: TraceSpan,
): Promise<Result> {
  const attributes = { ...system, 'db.query.text': text.trim().slice(0, longestText) };
  return traced(tracing, /[A-Z]+/.exec(text)?.[0] ?? 'statement', attributes, run, parent);
}
