import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { consoleApi } from '#lib/agent/consoleApi.ts';
import { nextPageQuery } from '#lib/agent/nextPage.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { DeskDocument } from '#lib/gql/generated.ts';

/** Loads who is signed in, once: moving from session to session asks for nothing here. */
export async function load({ url, untrack }) {
  const { currentAgent, limits } = await consoleApi
    .query(DeskDocument, {})
    .catch((failure: unknown) => error(503, 'The API does not answer.', { code: codeOf(failure) }));
  if (currentAgent) return { agent: currentAgent, limits };
  redirect(307, resolve(`/sign-in?${nextPageQuery(untrack(() => url.pathname + url.search))}`));
}
