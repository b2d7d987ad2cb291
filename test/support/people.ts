import {
  type EnterSiteInput,
  type EnterSiteMutation,
  EnterSiteDocument,
  SignInDocument,
} from './gql/generated.ts';
import { GraphqlClient } from './graphqlClient.ts';

/** The password of every agent of the demo data. */
export const demoPassword = 'dukou-demo';

/** The member of an answer's union that a test expects. @throws Error that shows the other one, which came instead. */
export function expectAnswer<T extends { __typename: string }, N extends T['__typename']>(
  answer: T,
  typename: N,
): Extract<T, { __typename: N }> {
  if (answer.__typename !== typename) throw new Error(`Expected ${typename}: ${JSON.stringify(answer)}`);
  return answer as Extract<T, { __typename: N }>;
}

/** A client with the cookie of an agent: `admin`, `supervisor`, `lin` or `wang` of the demo data. */
export async function signInAs(url: string, login: string, password = demoPassword): Promise<GraphqlClient> {
  const client = new GraphqlClient(url, { origin: url });
  const { signIn } = await client.execute(SignInDocument, { input: { login, password } });
  expectAnswer(signIn, 'Agent');
  return client;
}

/** What programs send as `Authorization: Bearer …`: the value of the cookie that a sign-in sets. */
export async function signInToken(url: string, login: string): Promise<string> {
  const client = await signInAs(url, login);
  return client.cookies.header.slice(client.cookies.header.indexOf('=') + 1);
}

export type SiteEntry = Extract<EnterSiteMutation['enterSite'], { __typename: 'SiteEntry' }>;

/** A new visitor of the demo site's demo page; with `visitorSecret` one who comes back. */
export async function enterAsVisitor(
  url: string,
  input: Partial<EnterSiteInput> = {},
): Promise<{ client: GraphqlClient; entry: SiteEntry }> {
  const client = new GraphqlClient(url, { origin: url });
  const { enterSite } = await client.execute(EnterSiteDocument, {
    input: { siteKey: 'demo', pageUrl: `${url}/demo`, ...input },
  });
  const entry = expectAnswer(enterSite, 'SiteEntry');
  client.authorization = `Visitor ${entry.visitorSecret}`;
  return { client, entry };
}
