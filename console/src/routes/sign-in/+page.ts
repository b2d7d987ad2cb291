import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { consoleApi } from '#lib/agent/consoleApi.ts';
import { nextPage } from '#lib/agent/nextPage.ts';
import { DeskDocument, InstallationDocument, SignInWaysDocument } from '#lib/gql/generated.ts';

/**
 * Who is signed in already has nothing to do here, and where nobody could sign in there is something else to do; others
 * are shown how one signs in.
 */
export async function load({ url }) {
  const [{ currentAgent }, ways, answer] = await Promise.all([
    consoleApi.query(DeskDocument, {}).catch(() => ({ currentAgent: null })),
    consoleApi.query(SignInWaysDocument, {}).catch(() => null),
    consoleApi.query(InstallationDocument, {}).catch(() => null),
  ]);
  if (currentAgent) redirect(307, nextPage(url) ?? resolve('/(desk)'));
  if (answer && !answer.installation.isSetUp) redirect(307, resolve('/setup'));
  return { ways: ways?.signInWays ?? { singleSignOn: null, takesPasswords: true } };
}
