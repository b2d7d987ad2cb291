import { cpus, loadavg, totalmem } from 'node:os';
import { relative } from 'node:path';
import type { DatabaseServer } from './benchDatabase.ts';

/** What the figures were made on, for people (`lines`) and for the JSON file. */
export function describeMachine(database: DatabaseServer, textsSource: string | undefined) {
  const cores = cpus();
  const cpu = cores[0]?.model.trim() ?? 'unknown';
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0] ?? 0;
  const lines = [
    `Machine: ${cores.length} cores (${cpu}), ${memoryGb} GB · Node ${process.versions.node}` +
      ` · PostgreSQL ${database.version}, fsync ${database.fsync}, synchronous_commit ${database.synchronousCommit}` +
      ` · Redis ${process.env.REDIS_URL ? 'yes' : 'no'}`,
    `Texts: ${textsSource ? relative(process.cwd(), textsSource) : 'the built-in ones'}`,
  ];
  if (load > 0.5) lines.push(`NOTE: the machine was not idle at the start (load ${load.toFixed(1)}).`);
  return { lines, cores: cores.length, cpu, memoryGb, node: process.versions.node, database, load };
}
