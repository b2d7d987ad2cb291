import type { TextStore } from '../core/deviceStorage.ts';
import { RefusedError, type Operation } from '../core/graphqlAnswer.ts';
import { pauseBefore } from '../core/pauses.ts';
import { EnterSiteDocument, type EnterSiteMutation } from '../gql/generated.ts';
import { pageLength } from '../message/pageLength.ts';
import type { Page } from '../../loader/protocol.ts';
import { keepLook } from './siteLook.ts';

export type SiteEntry = Extract<EnterSiteMutation['enterSite'], { __typename: 'SiteEntry' }>;

/** What identifies this browser's visitor to the server. */
const secretKey = 'visitorSecret';

export interface Entrance {
  siteKey: string;
  loaderVersion: string;
  store: TextStore;
  page: () => Promise<Page>;
  post: <Result, Variables>(operation: Operation<Result, Variables>, variables: Variables) => Promise<Result>;
  /** Runs one at a time of all the tabs that ask for it. */
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Resolves after so many milliseconds, or earlier if it seems worth to try again. */
  wait: (milliseconds: number) => Promise<void>;
}

/**
 * Opens or resumes the visitor's session, however long it takes to reach the server. Throws RefusedError if that will not
 * have this site's key, this page or this visitor.
 */
export function enterSite(entrance: Entrance): Promise<SiteEntry> {
  const enter = () => tryToEnter(entrance);
  // Several tabs opened at once by a browser that is not known yet must not become several visitors.
  return entrance.store.read(secretKey) === null ? entrance.inTurn(enter) : enter();
}

async function tryToEnter({ siteKey, loaderVersion, store, page, post, wait }: Entrance): Promise<SiteEntry> {
  let isNameRefused = false;
  for (let attempt = 0; ; attempt++) {
    const { url, title, referrer, identityToken } = await page();
    const input = {
      siteKey,
      visitorSecret: store.read(secretKey),
      identityToken: isNameRefused ? null : identityToken,
      pageUrl: url,
      pageTitle: title,
      referrer,
      language: navigator.language,
      loaderVersion,
    };
    const answer = await post(EnterSiteDocument, { input, last: pageLength }).then(
      (result) => result.enterSite,
      () => undefined,
    );
    if (answer?.__typename === 'SiteEntry') {
      store.write(secretKey, answer.visitorSecret);
      keepLook(store, answer.site);
      return answer;
    }
    if (answer?.__typename === 'IdentityRefusedError' && !isNameRefused) {
      // The site's own system is wrong or slow: the visitor can write all the same, by no name.
      isNameRefused = true;
      continue;
    }
    if (answer && answer.__typename !== 'TooManyAttemptsError') {
      if (answer.__typename !== 'VisitorBlockedError') keepLook(store, null);
      throw new RefusedError(answer.__typename);
    }
    await wait(answer ? answer.retryAfterSeconds * 1000 : pauseBefore(attempt));
  }
}
