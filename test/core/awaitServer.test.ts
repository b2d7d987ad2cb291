import type pg from 'pg';
import { expect, test } from 'vitest';
import { awaitServer } from '../../api/core/awaitServer.ts';
import { redisTrouble } from '../../api/core/openRedis.ts';

const databaseUrl = 'postgres://dukou:verysecret@db.clinic.example:5432/clinic';
const failing = (code: string) => Object.assign(new Error(`it fails with ${code}`), { code });

/** A server that fails so often, then answers. */
function serverThat(...failures: Error[]) {
  const said: string[] = [];
  const left = [...failures];
  const query = () => {
    const failure = left.shift();
    return failure ? Promise.reject(failure) : Promise.resolve({ rows: [] });
  };
  const pool = { query } as unknown as pg.Pool;
  const log = {
    info: (_fields: object, message: string) => said.push(message),
    warn: (fields: object, message: string) => said.push(`${message} ${JSON.stringify(fields)}`),
  };
  const wait = (seconds: number) => awaitServer(pool, databaseUrl, seconds, log);
  return { wait, said, attempts: () => failures.length - left.length };
}

test('a server that is still starting is waited for, which is said once', async () => {
  const server = serverThat(failing('ECONNREFUSED'), failing('57P03'));
  await server.wait(30);
  expect(server.said).toHaveLength(2);
  expect(server.said[0]).toMatch(/waiting for it.*ECONNREFUSED.*host and port in DATABASE_URL/);
  expect(server.said[1]).toBe('the database answers');
});

test('a server that stays away is given up when the time is over', async () => {
  const server = serverThat(...Array.from({ length: 9 }, () => failing('ECONNREFUSED')));
  await expect(server.wait(2)).rejects.toThrow(
    /db\.clinic\.example:5432\/clinic of DATABASE_URL cannot be opened/,
  );
  expect(server.attempts()).toBe(2);
});

test.for([
  ['28P01', 'Check the user and the password in DATABASE_URL'],
  ['3D000', 'Create the database, or correct its name'],
  ['42501', 'let them own it'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Check DATABASE_URL'],
] as const)('what time does not mend (%s) is said at once, with what to check', async ([code, advice]) => {
  const server = serverThat(failing(code));
  const error = await server.wait(30).catch((reason: unknown) => reason);
  expect(String(error)).toContain(advice);
  expect(String(error)).not.toContain('verysecret');
  expect(server.attempts()).toBe(1);
});

test('Redis that refuses a password is told from one that is away', () => {
  expect(redisTrouble(new Error('WRONGPASS invalid username-password pair'))).toContain(
    'password in REDIS_URL',
  );
  expect(redisTrouble(new Error('connect ECONNREFUSED 127.0.0.1:6379'))).toContain(
    'host and port in REDIS_URL',
  );
});
