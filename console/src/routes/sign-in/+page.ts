import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { consoleApi } from '#lib/agent/consoleApi.ts';
import { nextPage } from '#lib/agent/nextPage.ts';
import { DeskDocument, InstallationDocument } from '#lib/gql/generated.ts';

/** Who is signed in already has nothing to do here, and where nobody could sign in there is something else to do. */
export async function load({ url }) {
  const { currentAgent } = await consoleApi.query(DeskDocument, {}).catch(() => ({ currentAgent: null }));
  if (currentAgent) redirect(307, nextPage(url) ?? resolve('/(desk)'));
  const answer = await consoleApi.query(InstallationDocument, {}).catch(() => null);
  if (answer && !answer.installation.isSetUp) redirect(307, resolve('/setup'));
}
