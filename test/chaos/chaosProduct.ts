import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../api/core/database.ts';
import { freePort } from '../support/freePort.ts';
import { fillDataDir } from '../support/freshDatabase.ts';
import { startOwnPostgres, type OwnPostgres } from '../support/ownPostgres.ts';
import { OwnRedis } from '../support/ownRedis.ts';
import { Server } from '../support/server.ts';
import { unreliableNetwork, type UnreliableNetwork } from '../support/unreliableNetwork.ts';

/** The product with all that it stands on, each part behind a network that can be harmed. */
export interface ChaosProduct {
  name: 'embedded' | 'three processes';
  servers: Server[];
  /** Between clients and each server. */
  clientNetworks: UnreliableNetwork[];
  /** Between each server and PostgreSQL, and Redis; none where it runs embedded. */
  databaseNetworks: UnreliableNetwork[];
  redisNetworks: UnreliableNetwork[];
  postgres?: OwnPostgres;
  redis?: OwnRedis;
  /** To look at what is stored; embedded, only while the server is stopped. */
  openDatabase: () => Promise<Database>;
  dispose: () => Promise<void>;
}

/** Many come from one address here. */
const environment = {
  ENTRIES_PER_MINUTE: '1000000',
  CONNECTIONS_PER_MINUTE: '1000000',
  SIGN_IN_FAILURES: '1000',
  LOG_LEVEL: 'warn',
};

/** One process on its embedded database. */
export async function startEmbeddedProduct(): Promise<ChaosProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'dukou-chaos-'));
  const DATA_DIR = join(folder, 'data');
  await fillDataDir(DATA_DIR);
  const server = await startOn({ DATA_DIR }, () => rm(folder, { recursive: true, force: true }));
  const network = await unreliableNetwork(server.url);
  return {
    name: 'embedded',
    servers: [server],
    clientNetworks: [network],
    databaseNetworks: [],
    redisNetworks: [],
    openDatabase: () => openDatabase({ databaseUrl: undefined, dataDir: DATA_DIR }),
    async dispose() {
      await network.close();
      await server.dispose();
    },
  };
}

/** What several processes need beside the product. */
export interface Programs {
  postgres: string;
  redis: string;
}

/** Three processes on a PostgreSQL and a Redis of their own. */
export async function startThreeProcesses(programs: Programs): Promise<ChaosProduct> {
  const { server: postgres, dispose: disposePostgres } = await startOwnPostgres(programs.postgres, [
    'max_connections=100',
  ]);
  const redis = await OwnRedis.start(programs.redis);
  const folder = await mkdtemp(join(tmpdir(), 'dukou-chaos-'));
  const networks = { database: [], redis: [], clients: [] } as Record<string, UnreliableNetwork[]>;
  const through = async (kind: string, target: string) => {
    const network = await unreliableNetwork(target);
    networks[kind]?.push(network);
    return Object.assign(new URL(target), { port: new URL(network.url).port }).href;
  };
  const servers: Server[] = [];
  for (let index = 0; index < 3; index++) {
    const variables = {
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: await through('database', postgres.url),
      REDIS_URL: await through('redis', redis.url),
    };
    const server = await startOn(variables, () => Promise.resolve());
    servers.push(server);
    await through('clients', server.url);
  }
  return {
    name: 'three processes',
    servers,
    clientNetworks: networks.clients ?? [],
    databaseNetworks: networks.database ?? [],
    redisNetworks: networks.redis ?? [],
    postgres,
    redis,
    openDatabase: () => openDatabase({ databaseUrl: postgres.url, dataDir: 'memory://' }),
    async dispose() {
      await Promise.all(servers.map((server) => server.dispose()));
      await Promise.all(
        Object.values(networks)
          .flat()
          .map((network) => network.close()),
      );
      await redis.kill();
      await disposePostgres();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startOn(variables: Record<string, string>, remove: () => Promise<void>): Promise<Server> {
  const server = new Server(
    await freePort(),
    {
      processCount: 0,
      variables: { FILES_DIR: join(variables.DATA_DIR ?? '', 'files'), ...variables },
      remove,
    },
    { environment },
  );
  await server.start();
  return server;
}
