import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './freePort.ts';

const run = promisify(execFile);
const debian = '/usr/lib/postgresql';

/** Where PostgreSQL's own programs are, where it is installed as Debian does or in the PATH. */
export async function postgresPrograms(): Promise<string | undefined> {
  const versions = await readdir(debian).catch(() => []);
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) =>
    ['initdb', 'postgres', 'pg_basebackup'].every((program) => existsSync(join(folder, program))),
  );
}

/** PostgreSQL refuses to be run by root. */
function whoRunsIt(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const [, , uid, gid] =
    ['postgres', 'nobody']
      .flatMap((name) => users.find((line) => line.startsWith(`${name}:`)) ?? [])[0]
      ?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error('There is nobody here to run PostgreSQL.');
  return { uid: Number(uid), gid: Number(gid) };
}

/** A folder of whoever runs PostgreSQL, in which its programs work. */
export interface PostgresFolder {
  path: string;
  programs: string;
  runProgram(program: string, args: string[]): Promise<unknown>;
  remove(): Promise<void>;
}

export async function postgresFolder(programs: string): Promise<PostgresFolder> {
  const owner = whoRunsIt();
  const path = await mkdtemp(join(tmpdir(), 'dukou-postgres-'));
  if (owner) await chown(path, owner.uid, owner.gid);
  return {
    path,
    programs,
    runProgram: (program, args) => run(join(programs, program), args, { cwd: path, ...owner }),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Fills a subfolder with an empty cluster. */
export async function initCluster(folder: PostgresFolder, name: string): Promise<void> {
  const rights = ['-U', 'postgres', '-A', 'trust'];
  await folder.runProgram('initdb', ['-D', name, ...rights, '-E', 'UTF8', '--no-locale', '-N']);
}

/** One PostgreSQL server on a subfolder, always on the same port. */
export class OwnPostgres {
  readonly url: string;
  readonly #port: number;
  readonly #folder: PostgresFolder;
  readonly #name: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  constructor(folder: PostgresFolder, name: string, port: number, settings: readonly string[]) {
    this.#folder = folder;
    this.#name = name;
    this.#port = port;
    this.#settings = settings;
    this.url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  }

  /** Resolves once it answers. @throws Error when it does not in time */
  async start(withinMs = 30_000): Promise<void> {
    const settings = [
      `port=${this.#port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'shared_buffers=32MB',
      ...this.#settings,
    ];
    const { path, programs } = this.#folder;
    const args = ['-D', join(path, this.#name), ...settings.flatMap((setting) => ['-c', setting])];
    this.#process = spawn(join(programs, 'postgres'), args, { cwd: path, stdio: 'ignore', ...whoRunsIt() });
    const deadline = Date.now() + withinMs;
    while (!(await this.ask('SELECT 1').catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL (${this.#name}) does not start.`);
      await sleep(100);
    }
  }

  /**
   * Ends it: the fast way lets nobody finish (SIGINT), the immediate one leaves everything as it is, so that the next start
   * recovers it from its log (SIGQUIT, as `pg_ctl stop -m immediate` does); by SIGKILL not even its children are told.
   */
  async stop(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Says one statement on a connection of its own. */
  async ask(statement: string): Promise<object[]> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<object>(statement)).rows;
    } finally {
      await client.end();
    }
  }
}

/** A PostgreSQL of its own, which keeps what it has committed: it may be stopped in any way. */
export async function startOwnPostgres(
  programs: string,
  settings: readonly string[] = [],
): Promise<{ server: OwnPostgres; dispose: () => Promise<void> }> {
  const folder = await postgresFolder(programs);
  await initCluster(folder, 'cluster');
  const server = new OwnPostgres(folder, 'cluster', await freePort(), settings);
  await server.start();
  const dispose = async () => {
    await server.stop('SIGQUIT');
    await folder.remove();
  };
  return { server, dispose };
}
