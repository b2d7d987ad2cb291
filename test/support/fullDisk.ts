import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

// Loaded into a server before its own code (`--import`): as long as the file that FULL_DISK names is there, files do not grow, as
// on a disk that is full. With `overwriting` in it nothing of them is written at all, as where also a change needs new room; with
// `syncing` all is written, and never reaches the disk.

const mark = process.env.FULL_DISK ?? '';
const { fstatSync, fsyncSync, writeSync } = fs;
const said = () => fs.readFileSync(mark, 'utf8');

/** @returns what the disk answers; undefined while it has room */
function refusal(file: number, end: number): Error | undefined {
  // Pipes and terminals are never full.
  if (!fs.existsSync(mark) || said() === 'syncing' || !fstatSync(file).isFile()) return undefined;
  if (end <= fstatSync(file).size && said() !== 'overwriting') return undefined;
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
}

fs.writeSync = ((file: number, content: Uint8Array, from?: number, length?: number, position?: number) => {
  const bytes = length ?? content.length;
  const error = refusal(file, (position ?? fstatSync(file).size) + bytes);
  if (error) throw error;
  return writeSync(file, content, from, length, position);
}) as typeof fs.writeSync;

fs.fsyncSync = (file) => {
  if (fs.existsSync(mark) && said() === 'syncing')
    throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO', errno: -5 });
  fsyncSync(file);
};

const handle = await fs.promises.open(process.execPath);
const files = Object.getPrototypeOf(handle) as fs.promises.FileHandle;
await handle.close();
const writeFile = Reflect.get(files, 'writeFile');
files.writeFile = async function (this: fs.promises.FileHandle, ...content) {
  const error = refusal(this.fd, Infinity);
  if (error) throw error;
  return writeFile.apply(this, content);
};
syncBuiltinESMExports();
