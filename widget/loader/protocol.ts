// What the host page (the loader) and the frame say to each other. The loader of one version may meet the frame of
// another, since browsers keep both for a while: so add kinds and fields, and never change what one means.

/** Which loader it is, for who wants to know what is on a page; raised with every change that its owner should have. */
export const loaderVersion = '4';

/** In the frame's address: whoever was known on this device is known no more. */
export const forgetMark = 'forget';

/** Frame to its parent window, to whichever origin: the frame runs and asks for a port. Tells no secret. */
export const portRequest = 'dukou:ready';
/** Loader to the frame's window, only to the server's origin; carries the port that everything below goes over. */
export const portOffer = 'dukou:port';

/** The place that the frame wants in the host page, margins and shadow included, in CSS pixels. */
export interface Shape {
  width: number;
  height: number;
  /** On a small screen it takes the whole of it instead. */
  canFill: boolean;
  /** In the left corner of the page instead of the right one. */
  isLeft?: boolean;
  /** How far above the bottom edge, in CSS pixels. */
  offset?: number;
}

export interface Page {
  url: string;
  title: string;
  referrer: string;
  /** Who the site’s own system says that the visitor is, signed by it. */
  identityToken?: string | undefined;
}

export type FrameMessage =
  | { kind: 'shape'; shape: Shape; title: string }
  | { kind: 'unread'; count: number }
  /** The chat was opened or closed. */
  | { kind: 'open' }
  | { kind: 'close' }
  /** Answered with `page`, as the page is by then. */
  | { kind: 'askPage' }
  /** The server will not serve this page; the widget disappears. `reason` is the API's code. */
  | { kind: 'refused'; reason: string };

export type LoaderMessage =
  /** The answer to `askPage`; also unasked, when the page has changed its address without being loaded anew. */
  | { kind: 'page'; page: Page }
  | { kind: 'open' }
  | { kind: 'close' }
  /** Whether the frame takes the whole screen now. */
  | { kind: 'fill'; fills: boolean };
