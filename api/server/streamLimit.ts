import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Core } from '../core/core.ts';
import { TooManyAttemptsError } from '../core/errors.ts';
import { personOf, type RequestContext } from './requestLimits.ts';

/** What one browser with dozens of pages open, or a program, never comes near; each process counts its own. */
export const mostStreams = 1_000;
/** When it is worth to try again: some of them have to end first. */
const retrySeconds = 60;

/** Refuses streams to whoever has too many open, over every transport: each costs memory, and every event of it work. */
export function useStreamLimit(core: Core): Plugin<RequestContext, RequestContext> {
  const counts = new Map<string, number>();
  return {
    onSubscribe({ args, subscribeFn, setSubscribeFn, setResultAndStopExecution }) {
      const { actor, address } = args.contextValue as RequestContext;
      const key = personOf(core, actor, address);
      const count = counts.get(key) ?? 0;
      if (count >= mostStreams) return setResultAndStopExecution({ errors: [refusal()] });
      counts.set(key, count + 1);
      let isOpen = true;
      const leave = () => {
        const left = (counts.get(key) ?? 1) - (isOpen ? 1 : 0);
        isOpen = false;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
      const subscribe: typeof subscribeFn = async (asked) => {
        try {
          return await (subscribeFn(asked) as Promise<unknown>);
        } catch (error) {
          leave();
          throw error;
        }
      };
      setSubscribeFn(subscribe);
      return {
        onSubscribeResult({ result }) {
          if (Symbol.asyncIterator in result) return { onEnd: leave };
          leave();
          return undefined;
        },
        onSubscribeError: leave,
      };
    },
  };
}

function refusal(): GraphQLError {
  const { code, message, retryAfterSeconds } = new TooManyAttemptsError(retrySeconds);
  const http = { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } };
  return new GraphQLError(message, { extensions: { code, retryAfterSeconds, http } });
}
