import { rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { bareEmbedded } from '../../core/bareEmbeddedDatabase.ts';
import type { Core } from '../../core/core.ts';
import { writeArchive } from '../archive/writeArchive.ts';
import { examineDatabase } from '../doctor/examineDatabase.ts';
import { examineDelivery } from '../doctor/examineDelivery.ts';
import { examineProduct } from '../doctor/examineProduct.ts';
import { examineSurroundings } from '../doctor/examineSurroundings.ts';
import { socketOf } from './askOperator.ts';

/** What lets administrators ask a running process. */
export interface OperatorSocket {
  close(): Promise<void>;
}

/**
 * Opens a socket in the data folder, for who may use that folder and nobody else: an embedded database is open in one
 * process alone, which has to do for the others what they would do with it. Where it cannot be opened, that is logged.
 * @param port on which the process serves
 */
export async function openOperatorSocket(core: Core, port: number): Promise<OperatorSocket | undefined> {
  const { database, log, environment } = core;
  if (!database.pglite) return undefined;
  const bare = await bareEmbedded(database.pglite, log);
  const answer = async (address: string, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(address, 'http://operator');
    if (pathname === '/backup') {
      await writeArchive({ database: bare, files: core.files }, response);
    } else if (pathname === '/findings') {
      const url = searchParams.get('url') ?? `http://127.0.0.1:${port}`;
      const findings = [
        ...(await examineDatabase(bare, environment)),
        ...(await examineProduct(core)),
        await examineDelivery(core, url),
        ...(await examineSurroundings(environment)),
      ];
      response.end(JSON.stringify(findings));
    } else response.writeHead(404).end();
  };
  const server = createServer((request, response) => {
    answer(request.url ?? '/', response).catch((error: unknown) => {
      log.error({ err: error }, 'what an administrator asked for could not be done');
      // Half of an archive must not look like one.
      response.destroy();
    });
  });
  const file = socketOf(environment.dataDir);
  try {
    await listen(server, file);
  } catch (error) {
    log.warn({ err: error, file }, 'administrators cannot ask this process: backups need it stopped');
    return undefined;
  }
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Nobody else may ever connect, not even between the making and the guarding of the socket. */
async function listen(server: Server, file: string): Promise<void> {
  // What a killed process left; this one alone has the folder.
  rmSync(file, { force: true });
  if (Buffer.byteLength(file) > longestPath) throw new Error(`${path.basename(file)} has too long a path.`);
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(file, resolve);
    });
  } finally {
    process.umask(before);
  }
}

/** What a socket's address holds, in bytes. */
const longestPath = 103;
