import { fine, note, problem, type Finding } from './findingRules.ts';

/** What a server says of itself. */
export interface DatabaseFacts {
  engine: string;
  /** As PostgreSQL counts: 150004 is 15.4. */
  versionNumber: number;
  encoding: string;
  fsync: string;
  fullPageWrites: string;
  synchronousCommit: string;
  /** How many more may connect; undefined where nobody else can. */
  freeConnections: number | undefined;
}

/** The oldest that the product works with. */
const oldestVersion = 13;
/** The pool of a process, and what it needs beside it to migrate. */
export const connectionsOfProcess = 22;

export function databaseFindings(facts: DatabaseFacts): Finding[] {
  const { engine, versionNumber, encoding, freeConnections } = facts;
  const found: Finding[] = [];
  const major = Math.floor(versionNumber / 10_000);
  if (major < oldestVersion)
    found.push(problem('Database', `${engine} is too old.`, `Take PostgreSQL ${oldestVersion} or newer.`));
  if (encoding !== 'UTF8')
    found.push(
      problem(
        'Database',
        `Its encoding is ${encoding}, in which not every text of a visitor can be kept.`,
        `Make a database with ENCODING 'UTF8', name it in DATABASE_URL, and restore a backup into it.`,
      ),
    );
  if (found.length === 0) found.push(fine('Database', `${engine}, ${encoding}`));
  return [...found, ...durabilityFindings(facts), ...connectionFindings(freeConnections)];
}

function durabilityFindings({ fsync, fullPageWrites, synchronousCommit }: DatabaseFacts): Finding[] {
  const settings = { fsync, full_page_writes: fullPageWrites, synchronous_commit: synchronousCommit };
  const off = Object.entries(settings)
    .filter(([, value]) => value === 'off')
    .map(([name]) => name);
  if (off.length === 0) return [fine('Durability', 'what is acknowledged is on the disk')];
  return [
    problem(
      'Durability',
      `${off.join(' and ')} ${off.length > 1 ? 'are' : 'is'} off: a power cut loses messages that were acknowledged.`,
      `Set ${off.map((name) => `${name} = on`).join(', ')} in postgresql.conf (or with ALTER SYSTEM, ALTER ROLE, ALTER DATABASE), and reload.`,
    ),
  ];
}

function connectionFindings(free: number | undefined): Finding[] {
  if (free === undefined) return [];
  if (free >= connectionsOfProcess) return [fine('Connections', `${free} are free`)];
  return [
    problem(
      'Connections',
      `Only ${Math.max(0, free)} connections are free; a process takes up to ${connectionsOfProcess}, and must find them when it starts.`,
      'Raise max_connections in postgresql.conf, run fewer processes, or have other programs connect less.',
    ),
  ];
}

/** How the database's migrations stand against ours. */
export interface MigrationFacts {
  ours: readonly string[];
  applied: readonly string[];
  /** Begun and not finished. */
  failed: readonly string[];
}

export function migrationFinding({ ours, applied, failed }: MigrationFacts): Finding {
  const about = 'Migrations';
  if (failed.length > 0)
    return problem(
      about,
      `${failed.join(', ')} was begun and not finished.`,
      'Restore the last backup, and rehearse the upgrade (npm run rehearse) before you try it again.',
    );
  const unknown = applied.filter((name) => !ours.includes(name));
  if (unknown.length > 0)
    return problem(
      about,
      `The database has ${unknown.join(', ')}, which this version does not know: it was used with a newer one.`,
      'Start the newer version again, or restore a backup of this one.',
    );
  const pending = ours.filter((name) => !applied.includes(name));
  if (pending.length === 0) return fine(about, `all ${ours.length} are applied`);
  if (applied.length === 0) return note(about, 'The database is empty; the first start fills it.');
  return problem(
    about,
    `${pending.length} of ${ours.length} are missing, from ${pending[0] ?? ''} on.`,
    'Make a backup, try them on a copy (npm run rehearse), then start this version, which applies them.',
  );
}

/** How far a clock may be from the database's without anybody noticing, milliseconds. */
const tolerableMs = 2_000;

/** @param differenceMs of this machine's clock to the database's */
export function clockFinding(differenceMs: number): Finding {
  const seconds = (Math.abs(differenceMs) / 1000).toFixed(1);
  if (Math.abs(differenceMs) <= tolerableMs) return fine('Clock', `within ${seconds} s of the database’s`);
  return problem(
    'Clock',
    `This machine’s clock is ${seconds} s ${differenceMs > 0 ? 'ahead of' : 'behind'} the database’s: times in talks will be wrong.`,
    'Have both machines set their clocks by the network (systemd-timesyncd, chrony).',
  );
}

/** @param count of processes that work on the database now */
export function processFinding(count: number, hasRedis: boolean): Finding {
  const about = 'Processes';
  if (count > 1 && !hasRedis)
    return problem(
      about,
      `${count} processes work on this database, and without REDIS_URL they do not hear of each other: news comes late.`,
      'Set the same REDIS_URL for all of them, or run one.',
    );
  if (count === 0) return note(about, 'none works on this database now');
  return fine(about, count === 1 ? 'one works on this database' : `${count} work on this database`);
}
