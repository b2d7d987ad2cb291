import type { GraphiQLOptions } from 'graphql-yoga';
import { examplesAt } from './examples.ts';

/**
 * How GraphiQL opens: with the operation that its address names, with its variables, or else, until somebody has tabs of
 * their own, with the examples.
 */
export function graphiqlOptions(address: string, ownOrigin: string): GraphiQLOptions {
  const asked = URL.parse(address)?.searchParams;
  return {
    title: 'Dukou API',
    subscriptionsProtocol: 'WS',
    additionalHeaders: { 'x-graphql-yoga-csrf': '1' },
    ...(asked?.has('query')
      ? { variables: safeVariables(asked.get('variables')) }
      : { defaultTabs: examplesAt(ownOrigin).map(({ document }) => ({ query: document })) }),
  };
}

/** Only what is JSON, and in a form that cannot leave the script of the page into which it is written. */
function safeVariables(text: string | null): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text ?? ''), null, 2).replaceAll('<', '\\u003c');
  } catch {
    return undefined;
  }
}
