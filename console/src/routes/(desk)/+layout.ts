import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { consoleApi } from '#lib/agent/consoleApi.ts';
import { nextPageQuery } from '#lib/agent/nextPage.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { DeskDocument } from '#lib/gql/generated.ts';
import { viewedRoleParameters } from '#lib/role/viewedRole.ts';

/** Loads who is signed in, once: moving from session to session asks for nothing here. */
export async function load({ url, untrack }) {
  const { currentAgent, currentRights, limits } = await consoleApi
    .query(DeskDocument, {})
    .catch((failure: unknown) => error(503, 'The API does not answer.', { code: codeOf(failure) }));
  if (currentAgent) {
    // What may be done is less than the role says for who looks as another one.
    const agent = { ...currentAgent, role: { ...currentAgent.role, permissions: currentRights.permissions } };
    const isViewing = Object.keys(viewedRoleParameters()).length > 0;
    const viewedRole = isViewing ? { name: currentRights.viewedRoleName } : undefined;
    return { agent, limits, viewedRole };
  }
  redirect(307, resolve(`/sign-in?${nextPageQuery(untrack(() => url.pathname + url.search))}`));
}
