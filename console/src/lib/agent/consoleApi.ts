import { createApi } from '#lib/connection/api.ts';
import { createSendFile } from '#lib/connection/fileRequest.ts';
import { goToSignIn } from './signInPage.ts';

/** The console's API, which leads to the sign-in page when the sign-in is over. */
export const consoleApi = createApi({ url: '/graphql', onSignedOut: () => void goToSignIn() });
/** The same for files. */
export const consoleFiles = createSendFile({ url: '/graphql', onSignedOut: () => void goToSignIn() });
