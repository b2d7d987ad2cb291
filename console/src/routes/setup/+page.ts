import { InstallationDocument } from '#lib/gql/generated.ts';
import { consoleApi } from '#lib/agent/consoleApi.ts';

/** Where nothing answers, the form says so when it is sent off. */
export async function load() {
  return consoleApi.query(InstallationDocument, {}).catch(() => ({ installation: { isSetUp: false } }));
}
