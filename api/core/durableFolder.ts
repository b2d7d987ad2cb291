import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What is used of Emscripten's file systems; PGlite does not type it. */
interface EmscriptenFiles {
  NODEFS: {
    stream_ops: {
      fsync?: (stream: { nfd: number }) => number;
      write: (stream: { node?: { parent?: { name?: string } } }, ...what: unknown[]) => number;
    };
  };
}

/** WebAssembly's number for an input or output error. */
const inputOutputError = 29;

/**
 * PostgreSQL that cannot write its log, or sync a file, gives up whatever it is doing; it starts anew as a process of its own
 * would, and within ours answers nothing any more, or never comes back from what it is asked. What was committed is in the log: the
 * next start has it.
 */
function endWithoutDisk(): never {
  process.stderr.write('The embedded database could not be written: there is no room, or the disk fails.\n');
  process.exit(1);
}

/** Whether it is the disk that failed, and not a file system that cannot sync this kind of file. */
function isOfDisk(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['EIO', 'ENOSPC', 'EDQUOT'].includes(String(error.code))
  );
}

/** A folder whose fsync reaches the disk: Emscripten's Node file system has none, and success is what it reports. */
export class DurableFolder extends NodeFS {
  override async init(pglite: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const { emscriptenOpts } = await super.init(pglite, options);
    const passFsync = (postgres: object) => {
      const operations = (postgres as EmscriptenFiles).NODEFS.stream_ops;
      const { write } = operations;
      operations.write = (stream, ...what) => {
        try {
          return write(stream, ...what);
        } catch (error) {
          if (stream.node?.parent?.name === 'pg_wal') endWithoutDisk();
          throw error;
        }
      };
      operations.fsync = ({ nfd }) => {
        try {
          fsyncSync(nfd);
          return 0;
        } catch (error) {
          // What did not reach the disk may be gone from the cache as well: trying again would report a success that is none.
          if (isOfDisk(error)) endWithoutDisk();
          return inputOutputError;
        }
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), passFsync] } };
  }
}

/** PGlite's start parameters with less memory than a server would take, which is written to before it starts. */
export const memoryStartParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'];

/** The same without the one that switches fsync off. Its fdatasync does nothing, hence fsync. */
export const durableStartParams = [
  ...memoryStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];
