import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { nextPageQuery } from './nextPage.ts';

/** Leads to the sign-in page and, after signing in, back to where the agent was. */
export async function goToSignIn(): Promise<void> {
  if (location.pathname === resolve('/sign-in')) return;
  await goto(resolve(`/sign-in?${nextPageQuery(location.pathname + location.search)}`));
}
