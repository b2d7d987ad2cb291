import { DomainError } from '../core/errors.ts';

/** No site has this key. */
export class UnknownSiteError extends DomainError {
  readonly code = 'UNKNOWN_SITE';
  constructor() {
    super('No site has this key.');
  }
}

/** The page that shows the widget is not one of the site's. */
export class OriginNotAllowedError extends DomainError {
  readonly code = 'ORIGIN_NOT_ALLOWED';
  constructor(origin: string) {
    super(`The site does not allow pages of ${origin}.`);
  }
}

/** Visitors are on the site now. */
export class SiteInUseError extends DomainError {
  readonly code = 'SITE_IN_USE';
  readonly liveSessionsCount: number;
  constructor(liveSessionsCount: number) {
    super('End the live sessions of the site first.');
    this.liveSessionsCount = liveSessionsCount;
  }
}
