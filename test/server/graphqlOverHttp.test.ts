import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInToken } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let authorization: string;
beforeAll(async () => {
  server = await startServer();
  // The audits read the schema, which not everybody may.
  authorization = `Bearer ${await signInToken(server.url, 'admin')}`;
});
afterAll(() => server.dispose());

/** The checks of graphql-http's suite: what the GraphQL-over-HTTP specification demands, recommends and allows. */
const audits = serverAudits({
  url: () => `${server.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), authorization } }),
});

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  'GraphQL over HTTP, %s: %s',
  async (_id, _name, audit) => {
    const result = await audit.fn();
    expect(result, 'reason' in result ? result.reason : '').toMatchObject({ status: 'ok' });
  },
);

test('the whole suite was run', () => {
  expect(audits.length).toBeGreaterThan(60);
});
