import { getOperationAST, type DocumentNode } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { isOwnOperation } from '../persistedOperations.ts';
import type { RequestContext } from '../requestLimits.ts';
import type { ServerMetrics } from './serverMetrics.ts';

/** Times queries and mutations and counts what streams run, over every transport. */
export function useOperationMetrics({
  operations,
  streams,
}: ServerMetrics): Plugin<RequestContext, RequestContext> {
  return {
    onExecute({ args }) {
      const { operation, kind } = labelsOf(args.document, args.operationName);
      const stop = operations.startTimer({ operation, kind });
      return {
        onExecuteDone({ result }) {
          const hasFailed = !isAsyncIterable(result) && Boolean(result.errors);
          stop({ outcome: hasFailed ? 'error' : 'ok' });
        },
      };
    },
    onSubscribe({ args }) {
      const { operation } = labelsOf(args.document, args.operationName);
      return {
        onSubscribeResult({ result }) {
          if (!isAsyncIterable(result)) return undefined;
          streams.inc({ operation });
          return { onEnd: () => streams.dec({ operation }) };
        },
      };
    },
  };
}

/** Our own clients' operations by their names, of all others only that they are: names that programs make up are endless. */
function labelsOf(document: DocumentNode, operationName: string | null | undefined) {
  const found = getOperationAST(document, operationName);
  const name = found?.name?.value ?? '';
  return { operation: isOwnOperation(name) ? name : 'other', kind: found?.operation ?? 'query' };
}
