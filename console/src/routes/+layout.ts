// A page for signed-in agents has nothing to render on a server.
export const ssr = false;
export const prerender = false;
