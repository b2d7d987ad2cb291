/** The addresses that the console's own router answers; everything else at this origin is the server's. */
const pages = [
  /^\/$/,
  /^\/(sessions|search|settings)(\/|$)/,
  /^\/(tags|quick-replies|sign-in|invitation|setup)\/?$/,
];

export function isConsolePage(pathname: string): boolean {
  return pages.some((page) => page.test(pathname));
}
