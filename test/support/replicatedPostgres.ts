import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './freePort.ts';

/** A PostgreSQL of its own with a streaming replica, as a hospital's administrator sets them up. */
export interface ReplicatedPostgres {
  primaryUrl: string;
  replicaUrl: string;
  /** The replica receives what happens but shows nothing of it, until it is told to go on. */
  pauseReplay(): Promise<void>;
  resumeReplay(): Promise<void>;
  stopReplica(): Promise<void>;
  startReplica(): Promise<void>;
  dispose(): Promise<void>;
}

const run = promisify(execFile);
const debian = '/usr/lib/postgresql';

/** Where PostgreSQL's own programs are, where it is installed as Debian does or in the PATH. */
export async function postgresPrograms(): Promise<string | undefined> {
  const versions = await readdir(debian).catch(() => []);
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
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

export async function startReplicatedPostgres(programs: string): Promise<ReplicatedPostgres> {
  const owner = whoRunsIt();
  const folder = await mkdtemp(join(tmpdir(), 'dukou-postgres-'));
  if (owner) await chown(folder, owner.uid, owner.gid);
  const [primaryPort, replicaPort] = [await freePort(), await freePort()];
  const urlOf = (port: number) => `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const processes = new Map<string, ChildProcess>();
  const asOwner = (program: string, args: string[]) =>
    run(join(programs, program), args, { cwd: folder, ...owner });

  async function start(name: 'primary' | 'replica', port: number): Promise<void> {
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'shared_buffers=32MB',
      'fsync=off',
    ];
    const args = ['-D', join(folder, name), ...settings.flatMap((setting) => ['-c', setting])];
    processes.set(name, spawn(join(programs, 'postgres'), args, { cwd: folder, stdio: 'ignore', ...owner }));
    const deadline = Date.now() + 30_000;
    while (!(await ask(urlOf(port), 'SELECT 1').catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`The ${name} does not start.`);
      await sleep(100);
    }
  }

  async function stop(name: string): Promise<void> {
    const child = processes.get(name);
    processes.delete(name);
    if (!child || child.exitCode !== null) return;
    // The fast way: it lets nobody finish.
    child.kill('SIGINT');
    await once(child, 'exit');
  }

  await asOwner('initdb', [
    '-D',
    'primary',
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ]);
  await start('primary', primaryPort);
  await asOwner('pg_basebackup', [
    '-d',
    urlOf(primaryPort),
    '-D',
    'replica',
    '-R',
    '-X',
    'stream',
    '-c',
    'fast',
    '-N',
  ]);
  await start('replica', replicaPort);
  return {
    primaryUrl: urlOf(primaryPort),
    replicaUrl: urlOf(replicaPort),
    pauseReplay: async () => void (await ask(urlOf(replicaPort), 'SELECT pg_wal_replay_pause()')),
    resumeReplay: async () => void (await ask(urlOf(replicaPort), 'SELECT pg_wal_replay_resume()')),
    stopReplica: () => stop('replica'),
    startReplica: () => start('replica', replicaPort),
    async dispose() {
      for (const name of ['replica', 'primary']) await stop(name);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}
