/** Leads to the provider to sign in, and afterwards to a page of the console. The server answers there, no page. */
export function providerAddress(next: string | null): string {
  return next ? `/sign-in/start?${new URLSearchParams({ next })}` : '/sign-in/start';
}

/** Leads to the provider to link an account with who is signed in. */
export const linkAddress = '/sign-in/start?link';

/** Where the provider sends browsers back to: to be entered there. */
export function redirectAddress(): string {
  return new URL('/sign-in/callback', location.href).href;
}
