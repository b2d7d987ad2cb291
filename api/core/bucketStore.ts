import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { S3mini, S3ServiceError } from 's3mini';
import type { Bucket } from './environment.ts';
import { checkFileKey, type FileStore } from './fileStore.ts';

/** So long a store may take until it begins to answer: with the largest content on the way to it, and without one. */
const putPatienceMs = 60_000;
const patienceMs = 10_000;

/**
 * Contents as objects of an S3-compatible bucket. An object is there as a whole or not at all, so that nothing unfinished
 * stays; where the bucket keeps versions, deleted contents stay as old ones.
 */
export function createBucketStore({ url, region, keyId, secret }: Bucket): FileStore {
  const client = new S3mini({
    endpoint: url,
    region,
    accessKeyId: keyId,
    secretAccessKey: secret,
    fetch: patientFetch,
  });
  return {
    async put(key, content) {
      checkFileKey(key);
      const copy = content as Uint8Array<ArrayBuffer>;
      await release(await client.putObject(key, copy, 'application/octet-stream'));
    },
    async read(key, range) {
      checkFileKey(key);
      const end = range && range.last + 1;
      const answer = await client.getObjectRaw(key, !range, range?.first, end).catch(ignoreMissing);
      if (!answer?.body) return undefined;
      // A store that knows no ranges would give all of it.
      if (range && answer.status !== 206) {
        await release(answer);
        throw new Error('The store of files gives no parts.');
      }
      // The same class under two names: the browser's, and Node's.
      const stream = Readable.fromWeb(answer.body as ReadableStream);
      return { size: Number(answer.headers.get('content-length')), stream };
    },
    async delete(key) {
      checkFileKey(key);
      await client.deleteObject(key).catch(ignoreMissing);
    },
    deleteUnfinished: () => Promise.resolve(),
  };
}

/** A connection is free for the next request only when its answer was read, or given up. */
async function release(answer: Response): Promise<void> {
  await answer.body?.cancel();
}

/** Gives up a store that does not begin to answer; what has begun may take its time. */
async function patientFetch(...[address, init]: Parameters<typeof fetch>): Promise<Response> {
  const impatience = new AbortController();
  const patience = init?.method === 'PUT' ? putPatienceMs : patienceMs;
  const timer = setTimeout(() => impatience.abort(new Error('it does not answer')), patience);
  try {
    return await fetch(address, { ...init, signal: impatience.signal });
  } catch (error) {
    // "fetch failed" says nothing: its cause does.
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
  } finally {
    clearTimeout(timer);
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof S3ServiceError && error.status === 404 && error.serviceCode !== 'NoSuchBucket') return;
  throw error;
}
