import type { Core } from '../../core/core.ts';
import { unseal } from '../../core/sealing.ts';
import { openDemoLogins } from '../../server/openDemoLogins.ts';
import { fileKeys } from '../archive/fileKeys.ts';
import { fine, problem, type Finding } from './findingRules.ts';
import { sealedSecrets } from './sealedSecrets.ts';
import { demoFinding } from './settingRules.ts';

/** Of how many attachments it is looked whether their contents are there. */
const newestAttachments = 50;

export type ProductCore = Pick<Core, 'database' | 'environment' | 'files'>;

/** What the product keeps in a database that has all migrations. */
export async function examineProduct(core: ProductCore): Promise<Finding[]> {
  return [
    await sealFinding(core as Core),
    await contentFinding(core),
    demoFinding(await openDemoLogins(core), core.environment),
  ];
}

async function sealFinding(core: Core): Promise<Finding> {
  const secrets = await sealedSecrets(core);
  const closed: string[] = [];
  for (const { what, purpose, sealed } of secrets)
    if ((await unseal(core, purpose, sealed)) === undefined) closed.push(what);
  if (closed.length === 0) return fine('Sealed secrets', `all ${secrets.length} can be opened`);
  return problem(
    'Sealed secrets',
    `${closed.length} of ${secrets.length} cannot be opened (${[...new Set(closed)].join(', ')}): SECRET_KEY is not the one they were sealed with.`,
    'Set SECRET_KEY to what it was. If it is lost, give webhooks, sites and single sign-on new secrets, and reset second factors.',
  );
}

async function contentFinding({ database, files, environment }: ProductCore): Promise<Finding> {
  const keys = await fileKeys(database, newestAttachments);
  const missing: string[] = [];
  for (const key of keys) {
    const file = await files.read(key);
    file?.stream.destroy();
    if (!file) missing.push(key);
  }
  const about = 'Their contents';
  if (missing.length === 0) return fine(about, `the newest ${keys.length} are there`);
  return problem(
    about,
    `${missing.length} of the newest ${keys.length} images and files are not in ${environment.bucket?.url ?? environment.filesDir}.`,
    environment.bucket
      ? 'Check FILES_S3_URL: is it the bucket that they were put into?'
      : 'Check FILES_DIR: is it the folder that they were put into, the same for all processes?',
  );
}
