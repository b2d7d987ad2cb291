import type { Client } from 'pg';
import { percentile, summarizeLatencies, type Latencies } from '../latencies.ts';
import type { BenchQuery } from './queries.ts';

const range = 'ranges { start end }';
const documents = {
  messages: `query($text: String!) { answer: searchMessages(query: $text) { edges { node {
    message { id seq author authorName text createdAt } session { id endedAt visitor { id nickname } owner { id displayName } }
    ${range} } } pageInfo { hasNextPage endCursor } } }`,
  visitors: `query($text: String!) { answer: searchVisitors(query: $text) { edges { node {
    session { id endedAt visitor { id nickname note } owner { id displayName } } nicknameRanges { start end }
    noteRanges { start end } contacts { kind value ${range} } } } pageInfo { hasNextPage endCursor } } }`,
  sessions: `query($text: String!) { answer: searchSessions(query: $text) { edges { node {
    title url titleRanges { start end } session { id startedAt visitor { id nickname } } } }
    pageInfo { hasNextPage endCursor } } }`,
  'quick replies': `query($text: String!) { answer: searchQuickReplies(query: $text) { edges { node {
    reply { id title content usageCount } titleRanges { start end } contentRanges { start end } } }
    pageInfo { hasNextPage endCursor } } }`,
  suggestions: `query($text: String!) { answer: suggestions(text: $text) { text title source replyId } }`,
};
export type Field = keyof typeof documents;
export const fields = Object.keys(documents) as Field[];

/** Asks the API one query after the other, as somebody who is signed in; milliseconds each. */
export async function timeAnswers(
  url: string,
  cookie: string,
  field: Field,
  queries: readonly BenchQuery[],
): Promise<number[]> {
  const times: number[] = [];
  for (const { text } of queries) {
    const startedAt = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1', origin: url, cookie },
      body: JSON.stringify({ query: documents[field], variables: { text } }),
    });
    const { errors } = (await response.json()) as { errors?: unknown };
    times.push(performance.now() - startedAt);
    if (errors) throw new Error(`${field}, ${text}: ${JSON.stringify(errors)}`);
  }
  return times;
}

/** The same messages by `ILIKE`, asked of PostgreSQL itself without rights, filters or highlights: the baseline. */
export async function timeIlike(client: Client, queries: readonly BenchQuery[]): Promise<number[]> {
  const times: number[] = [];
  for (const { text } of queries) {
    const patterns = text.split(' ').map((word) => `%${word}%`);
    const startedAt = performance.now();
    await client.query(
      `SELECT * FROM "Message" WHERE "text" ILIKE ALL ($1::text[]) ORDER BY "sessionId" DESC, "seq" DESC LIMIT 20`,
      [patterns],
    );
    times.push(performance.now() - startedAt);
  }
  return times;
}

export interface AnswerTimes extends Latencies {
  p95: number;
}

export function sumUp(times: readonly number[]): AnswerTimes {
  const values = Float64Array.from(times);
  return { ...summarizeLatencies(values), p95: percentile(values.toSorted(), 0.95) };
}
