import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { consoleApi } from '#lib/agent/consoleApi.ts';
import { nextPage } from '#lib/agent/nextPage.ts';
import { DeskDocument } from '#lib/gql/generated.ts';

/** Who is signed in already has nothing to do here. */
export async function load({ url }) {
  const { currentAgent } = await consoleApi.query(DeskDocument, {}).catch(() => ({ currentAgent: null }));
  if (currentAgent) redirect(307, nextPage(url) ?? resolve('/(desk)'));
}
