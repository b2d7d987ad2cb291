import { ENTER_SITE, SIGN_IN } from './productDocuments.ts';

// How visitors and agents come in: over HTTP, as the widget and the console do.

const SITE_KEY = 'demo';
const PASSWORD = 'dukou-demo';

interface ErrorAnswer {
  __typename: string;
  code?: string;
}
interface SiteEntry extends ErrorAnswer {
  visitorSecret: string;
  session: { id: string; lastSeq: number };
}

/** A new visitor on the product's own demo page. */
export async function enterSite(url: string) {
  const { answer } = await post<SiteEntry>(url, 'enterSite', ENTER_SITE, {
    siteKey: SITE_KEY,
    pageUrl: `${url}/demo`,
    pageTitle: 'Demo',
    referrer: '',
    language: 'zh-CN',
  });
  return { visitorSecret: answer.visitorSecret, ...answer.session };
}

/** Signs one of the demo data's agents in and returns the cookie. */
export async function signIn(url: string, login = 'admin'): Promise<string> {
  const { response } = await post(url, 'signIn', SIGN_IN, { login, password: PASSWORD });
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function post<Answer extends ErrorAnswer>(url: string, field: string, query: string, input: object) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1', origin: url },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const body = await response.text();
  const answer = response.ok
    ? (JSON.parse(body) as { data?: Record<string, Answer> }).data?.[field]
    : undefined;
  if (!answer || answer.code !== undefined) throw new Error(`${field} failed: ${response.status} ${body}`);
  return { answer, response };
}
