import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** When to ask again whoever is refused: what is under way is done by then. */
const retryAfterSeconds = 1;

/**
 * Lets so many queries and mutations be under way in this process, over every transport, and refuses what comes beyond at
 * once. Whatever is let in is answered in time, however much is asked: a queue without bound would answer everybody late
 * and nobody well.
 * @param most how many at the same time
 */
export function useAdmission(most: number): Plugin {
  let underWay = 0;
  return {
    onExecute({ executeFn, setExecuteFn, setResultAndStopExecution }) {
      if (underWay >= most) {
        setResultAndStopExecution({ errors: [overloaded()] });
        return;
      }
      underWay += 1;
      setExecuteFn(async (args) => {
        try {
          return await executeFn(args);
        } finally {
          underWay -= 1;
        }
      });
    },
  };
}

function overloaded(): GraphQLError {
  const http = { status: 503, headers: { 'retry-after': String(retryAfterSeconds) } };
  return new GraphQLError('Too much is asked at this moment.', {
    extensions: { code: 'OVERLOADED', retryAfterSeconds, http },
  });
}
