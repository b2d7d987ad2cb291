import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What is used of Emscripten's file systems; PGlite does not type it. */
interface EmscriptenFiles {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

/** WebAssembly's number for an input or output error. */
const inputOutputError = 29;

/** A folder whose fsync reaches the disk: Emscripten's Node file system has none, and success is what it reports. */
export class DurableFolder extends NodeFS {
  override async init(pglite: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const { emscriptenOpts } = await super.init(pglite, options);
    const passFsync = (postgres: object) => {
      (postgres as EmscriptenFiles).NODEFS.stream_ops.fsync = ({ nfd }) => {
        try {
          fsyncSync(nfd);
          return 0;
        } catch {
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
