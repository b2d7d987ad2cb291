import { getOperationAST, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { TooManyAttemptsError } from '../core/errors.ts';
import { costOf } from './queryCost.ts';
import { repetitionsIn } from './repetitions.ts';
import type { RequestContext } from './requestLimits.ts';

/** What an operation may be at most, the same for everybody; a test holds our own clients' operations against it. */
export const queryLimits = {
  /** Characters of its text. */
  textLength: 32_000,
  /** Words and signs of its text. */
  tokens: 5_000,
  /** Brackets within brackets of its text, which would use up the parser's stack. */
  brackets: 100,
  /** Fields that are given another name. */
  aliases: 100,
  /** Fields and fragments that stand again where they stand already. */
  repeats: 100,
  depth: 15,
  cost: 50_000,
};

/** What a single count of the rate limit pays for; what costs more counts as often as this goes into it. */
const costOfOnePoint = 5_000;

/**
 * Refuses operations that are too long, too deep or too dear before they are executed, over every transport, and says by
 * how much; and counts dear ones as several of the requests that somebody may make.
 */
export function useQueryLimits(): Plugin<RequestContext, RequestContext> {
  return {
    onParse({ params: { source }, parseFn, setParseFn }) {
      const { length } = typeof source === 'string' ? source : source.body;
      if (length > queryLimits.textLength)
        throw refusal('The text is too long.', 'QUERY_TOO_LONG', { length, limit: queryLimits.textLength });
      const depth = bracketsWithin(source.toString());
      if (depth > queryLimits.brackets)
        throw refusal('The text is too deep.', 'QUERY_TOO_DEEP', { depth, limit: queryLimits.brackets });
      setParseFn(((text: string, options?: object) =>
        parseFn(text, { ...options, maxTokens: queryLimits.tokens })) as typeof parseFn);
      return ({ result, replaceParseResult }) => {
        const error = isDocument(result) && refusalOfRepetitions(result);
        if (error) replaceParseResult(error);
      };
    },
    async onExecute({ args, setResultAndStopExecution }) {
      const error = await refusalOf(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
    async onSubscribe({ args, setResultAndStopExecution }) {
      const error = await refusalOf(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
  };
}

const isDocument = (parsed: unknown): parsed is DocumentNode =>
  typeof parsed === 'object' && parsed !== null && 'definitions' in parsed;

/** Why an operation is not even validated, which takes long for the same again and again; undefined when it is. */
function refusalOfRepetitions(document: DocumentNode): GraphQLError | undefined {
  const counts = repetitionsIn(document);
  const beyond = (['aliases', 'repeats'] as const).find((name) => counts[name] > queryLimits[name]);
  if (!beyond) return undefined;
  const measures = { [beyond]: counts[beyond], limit: queryLimits[beyond] };
  return refusal('The operation repeats itself too often.', 'QUERY_TOO_REPETITIVE', measures);
}

/** How deep brackets are nested in a text, those in strings and comments left out. */
function bracketsWithin(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [sign] of text.matchAll(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#.*|[{}[\]()]/g)) {
    if ('{[('.includes(sign)) deepest = Math.max(deepest, ++depth);
    else if ('}])'.includes(sign)) depth--;
  }
  return deepest;
}

interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variableValues?: Record<string, unknown> | null | undefined;
  contextValue: RequestContext;
}

/** Why an operation is not executed; undefined when it is. */
async function refusalOf(args: Operation): Promise<GraphQLError | undefined> {
  const { schema, document, operationName, variableValues, contextValue } = args;
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const { cost, depth } = costOf(schema, document, operation, variableValues ?? {});
  if (depth > queryLimits.depth)
    return refusal('The operation is too deep.', 'QUERY_TOO_DEEP', { depth, limit: queryLimits.depth });
  if (cost > queryLimits.cost)
    return refusal('The operation costs too much.', 'QUERY_TOO_COMPLEX', { cost, limit: queryLimits.cost });
  // The request itself is counted already.
  const morePoints = Math.ceil(cost / costOfOnePoint) - 1;
  if (morePoints <= 0) return undefined;
  try {
    await contextValue.spend(morePoints);
    return undefined;
  } catch (error) {
    if (!(error instanceof TooManyAttemptsError)) throw error;
    const { code, message, retryAfterSeconds } = error;
    const http = { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } };
    return new GraphQLError(message, { extensions: { code, retryAfterSeconds, http } });
  }
}

function refusal(message: string, code: string, measures: Record<string, number>): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...measures, http: { status: 400 } } });
}
