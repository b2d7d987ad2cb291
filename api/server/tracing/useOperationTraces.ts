import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { TraceSpan, Tracing } from '../../core/tracing.ts';
import { labelsOf } from '../operationLabels.ts';
import type { RequestContext } from '../requestLimits.ts';

/** A span for each operation over every transport; of a stream, until it has begun. */
export function useOperationTraces(tracing: Tracing): Plugin<RequestContext, RequestContext> {
  const begin = (args: Parameters<typeof labelsOf>[0]): TraceSpan => {
    const { operation, kind } = labelsOf(args);
    const name = operation === 'other' ? kind : `${kind} ${operation}`;
    const attributes = { 'graphql.operation.type': kind, 'graphql.operation.name': operation };
    return tracing.begin(name, { attributes });
  };
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const span = begin(args);
      setExecuteFn((executed) => tracing.within(span, () => executeFn(executed)));
      return {
        onExecuteDone({ result }) {
          span.end(isAsyncIterable(result) ? undefined : errorIn(result));
        },
      };
    },
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const request = tracing.current();
      const span = begin(args);
      setSubscribeFn((subscribed) => tracing.within(span, () => subscribeFn(subscribed)));
      return {
        onSubscribeResult({ result }) {
          if (!isAsyncIterable(result)) return void span.end(errorIn(result));
          span.end();
          // Over SSE the request lasts as long as the stream does: hours in which what happens has nothing to do with it.
          request?.end();
          return undefined;
        },
        onSubscribeError: () => span.end('unknown'),
      };
    },
  };
}

/** The code of the first error. */
function errorIn({ errors }: ExecutionResult): string | undefined {
  if (!errors?.length) return undefined;
  const code = errors[0]?.extensions.code;
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}
