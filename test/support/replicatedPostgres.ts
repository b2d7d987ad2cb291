import { freePort } from './freePort.ts';
import { initCluster, OwnPostgres, postgresFolder } from './ownPostgres.ts';

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

/** What is lost when the machine dies is of no interest here. */
const settings = ['fsync=off'];

export async function startReplicatedPostgres(programs: string): Promise<ReplicatedPostgres> {
  const folder = await postgresFolder(programs);
  await initCluster(folder, 'primary');
  const primary = new OwnPostgres(folder, 'primary', await freePort(), settings);
  await primary.start();
  const copied = ['-D', 'replica', '-R', '-X', 'stream', '-c', 'fast', '-N'];
  await folder.runProgram('pg_basebackup', ['-d', primary.url, ...copied]);
  const replica = new OwnPostgres(folder, 'replica', await freePort(), settings);
  await replica.start();
  return {
    primaryUrl: primary.url,
    replicaUrl: replica.url,
    pauseReplay: async () => void (await replica.ask('SELECT pg_wal_replay_pause()')),
    resumeReplay: async () => void (await replica.ask('SELECT pg_wal_replay_resume()')),
    stopReplica: () => replica.stop(),
    startReplica: () => replica.start(),
    async dispose() {
      await replica.stop();
      await primary.stop();
      await folder.remove();
    },
  };
}
