import { createSchema, createYoga } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { useAdmission } from '../../api/server/useAdmission.ts';

/** A server whose one mutation is under way until the test lets it go on. */
function buildBusyServer(most: number) {
  const underWay: (() => void)[] = [];
  const resolvers = {
    Query: { now: () => 1 },
    Mutation: { work: () => new Promise((resolve) => underWay.push(() => resolve(1))) },
  };
  const schema = createSchema({
    typeDefs: 'type Query { now: Int! } type Mutation { work: Int! fail: Int! }',
    resolvers,
  });
  const yoga = createYoga({ schema, plugins: [useAdmission(most)], logging: false });
  const ask = async (query: string) => {
    const response = await yoga.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as object };
  };
  return { ask, underWay };
}

test('what is too much at one moment is refused at once, and there is room again when something is done', async () => {
  const { ask, underWay } = buildBusyServer(2);
  const admitted = [ask('mutation { work }'), ask('mutation { work }')];
  await expect.poll(() => underWay.length).toBe(2);

  const refused = await ask('mutation { work }');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body).toMatchObject({
    errors: [{ extensions: { code: 'OVERLOADED', retryAfterSeconds: 1 } }],
  });
  expect(underWay.length).toBe(2);

  underWay[0]?.();
  await admitted[0];
  const later = ask('mutation { work }');
  await expect.poll(() => underWay.length).toBe(3);
  for (const finish of underWay) finish();
  expect((await Promise.all([...admitted, later])).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('what fails is not under way any more', async () => {
  const { ask } = buildBusyServer(1);
  for (let turn = 0; turn < 3; turn++)
    expect(JSON.stringify(await ask('mutation { fail }'))).toContain('null');
  expect((await ask('{ now }')).body).toEqual({ data: { now: 1 } });
});
