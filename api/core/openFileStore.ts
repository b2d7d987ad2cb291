import { randomUUID } from 'node:crypto';
import { createBucketStore } from './bucketStore.ts';
import type { Environment } from './environment.ts';
import type { FileStore } from './fileStore.ts';
import { createFolderStore } from './folderStore.ts';
import { errorText } from './errorText.ts';

/** Contents can be kept nowhere; the text says what to set. */
export class FileStoreUnusableError extends Error {
  override readonly name = 'FileStoreUnusableError';
}

type StoreEnvironment = Pick<Environment, 'filesDir' | 'bucket'>;

/** The bucket that is configured, or else the folder. */
export function createFileStore({ filesDir, bucket }: StoreEnvironment): FileStore {
  return bucket ? createBucketStore(bucket) : createFolderStore(filesDir);
}

/**
 * The same, once something was written, read and deleted there: what is wrong is found at the start, and not by the first
 * visitor who sends a picture. @throws FileStoreUnusableError
 */
export async function openFileStore(environment: StoreEnvironment): Promise<FileStore> {
  const store = createFileStore(environment);
  const key = `check-${randomUUID()}`;
  try {
    await store.put(key, Buffer.from(key));
    const file = await store.read(key);
    const isSame = Buffer.concat((await file?.stream.toArray()) ?? []).toString() === key;
    if (!isSame) throw new Error('what was written is not what is read');
    await store.delete(key);
    return store;
  } catch (error) {
    throw new FileStoreUnusableError(textOf(environment, error), { cause: error });
  }
}

function textOf({ filesDir, bucket }: StoreEnvironment, error: unknown): string {
  const reason = errorText(error);
  return bucket
    ? `The bucket ${bucket.url} of FILES_S3_URL cannot be used: ${reason}. Check FILES_S3_URL, FILES_S3_REGION, FILES_S3_KEY_ID and FILES_S3_SECRET, and that the key may put, get and delete objects.`
    : `The folder ${filesDir} of FILES_DIR cannot be used: ${reason}. It must be a folder that the process may write.`;
}
