import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { inlineScriptsOf } from '../securityHeaders.ts';

/** Nobody may show GraphiQL in a frame and have an admin click what they cannot see: only a header can say that. */
export const graphiqlFramePolicy = "frame-ancestors 'none'";

/** The page of GraphiQL, whose one script is the only one that is run; it makes workers of its own parts. */
export const graphiqlPage: typeof renderGraphiQL = (options) => {
  const page = renderGraphiQL(options);
  const policy = `default-src 'none'; script-src ${inlineScriptsOf(page)} blob:; worker-src blob:; style-src 'unsafe-inline'; font-src data:; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'`;
  return page.replace('<head>', `<head><meta http-equiv="content-security-policy" content="${policy}" />`);
};
