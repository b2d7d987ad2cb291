import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { labelsOf } from '../operationLabels.ts';
import type { RequestContext } from '../requestLimits.ts';
import type { ServerMetrics } from './serverMetrics.ts';

/** Times queries and mutations and counts what streams run, over every transport. */
export function useOperationMetrics({
  operations,
  streams,
}: ServerMetrics): Plugin<RequestContext, RequestContext> {
  return {
    onExecute({ args }) {
      const { operation, kind } = labelsOf(args);
      const stop = operations.startTimer({ operation, kind });
      return {
        onExecuteDone({ result }) {
          const hasFailed = !isAsyncIterable(result) && Boolean(result.errors);
          stop({ outcome: hasFailed ? 'error' : 'ok' });
        },
      };
    },
    onSubscribe({ args }) {
      const { operation } = labelsOf(args);
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
