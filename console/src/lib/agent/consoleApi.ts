import { createApi } from '#lib/connection/api.ts';
import { createSendFile } from '#lib/connection/fileRequest.ts';
import { viewedRoleParameters } from '#lib/role/viewedRole.ts';
import { goToSignIn } from './signInPage.ts';

/** The console's API, which leads to the sign-in page when the sign-in is over. */
export const consoleApi = createApi({
  url: '/graphql',
  headers: viewedRoleParameters,
  onSignedOut: () => void goToSignIn(),
});
/** The same for files. */
export const consoleFiles = createSendFile({
  url: '/graphql',
  headers: viewedRoleParameters,
  onSignedOut: () => void goToSignIn(),
});
