import type { Database } from '../core/database.ts';
import type { Environment } from '../core/environment.ts';
import type { Log } from '../core/log.ts';
import { ReadReplicas } from '../core/readReplica.ts';
import { openReplicaConnection } from '../core/replicaConnection.ts';
import { tracedQuery } from '../core/tracedStatements.ts';
import type { Observers } from './observers.ts';

/** Where search and reports read; undefined where that is the database itself. */
export function openReplicas(
  { replicaUrls }: Environment,
  primary: Database,
  log: Log,
  { metrics, tracing }: Observers,
): ReadReplicas | undefined {
  const open = (url: string) => {
    const connection = openReplicaConnection(url, log);
    return tracing ? { ...connection, query: tracedQuery(tracing, connection.query) } : connection;
  };
  const onRead = (from: string) => metrics?.replicaReads.inc({ from });
  const replicas =
    replicaUrls.length > 0
      ? new ReadReplicas({ primary, replicas: replicaUrls.map(open), log, onRead })
      : undefined;
  metrics?.watch(
    'dukou_current_replicas',
    'Replicas that search and reports can read from now.',
    () => replicas?.currentCount ?? 0,
  );
  return replicas;
}
