import { Client } from 'pg';

const DEFAULT_URL = 'postgres://postgres@127.0.0.1:5432/postgres';
const adminUrl = process.env.DATABASE_URL ?? DEFAULT_URL;

export interface DatabaseServer {
  version: string;
  fsync: string;
  synchronousCommit: string;
}

async function asAdmin<Result>(task: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: adminUrl });
  try {
    await client.connect();
  } catch (error) {
    const { host } = new URL(adminUrl);
    throw new Error(`No PostgreSQL answers at ${host}; DATABASE_URL says where it is.`, { cause: error });
  }
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

/** What kind of PostgreSQL this is. Throws when it does not wait for its disk: nothing measured there would count. */
export async function inspectDatabaseServer(): Promise<DatabaseServer> {
  return asAdmin(async (client) => {
    const { rows } = await client.query<DatabaseServer>(
      `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS "synchronousCommit"`,
    );
    const server = rows[0];
    if (!server) throw new Error('PostgreSQL told nothing about itself');
    if (server.fsync !== 'on' || server.synchronousCommit === 'off') {
      const settings = `fsync=${server.fsync}, synchronous_commit=${server.synchronousCommit}`;
      throw new Error(
        `This PostgreSQL acknowledges what is not on disk (${settings}): refusing to measure on it.`,
      );
    }
    return server;
  });
}

/** Runs `task` with the URL of an empty database that exists only as long. */
export async function withBenchDatabase<Result>(task: (url: string) => Promise<Result>): Promise<Result> {
  const name = `dukou_bench_${process.pid}_${Date.now()}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await asAdmin(async (client) => {
    await client.query(`CREATE DATABASE ${name}`);
    // Each leg begins with an empty write-ahead log, so that none pays for the checkpoint of the one before.
    await client.query('CHECKPOINT').catch(() => undefined);
  });
  try {
    return await task(url.href);
  } finally {
    await asAdmin((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}
