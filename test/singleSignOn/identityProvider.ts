import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import Provider, { type Configuration, errors } from 'oidc-provider';
import { CookieJar } from '../support/cookieJar.ts';

/** An account at the provider; what the provider says of it. */
export interface ProviderClaims {
  email?: string;
  email_verified?: boolean;
  name?: string;
}

export const client = { id: 'dukou', secret: 'a secret of thirty-two characters' };

/** A real OpenID Connect provider on this machine, at which people sign in with any name. */
export class IdentityProvider {
  readonly issuer: string;
  readonly accounts = new Map<string, ProviderClaims>();
  readonly #server: Server;

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
  }

  /** @param origin where the product is */
  static async start(origin: string): Promise<IdentityProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new IdentityProvider(server, issuer);
    const oidc = new Provider(issuer, provider.#configuration(origin));
    const handle = oidc.callback();
    server.on('request', (request, response) => void handle(request, response));
    return provider;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Somebody signs in at the provider, or says no, as in a browser. @returns where the provider sends the browser to */
  async visit(url: string, accountId: string | null): Promise<string> {
    const cookies = new CookieJar();
    let response = await this.#go(url, cookies);
    for (let step = 0; step < 10; step++) {
      const location = response.headers.get('location');
      const next = location && new URL(location, this.issuer);
      if (next && next.origin !== this.issuer) return next.href;
      if (next && next.pathname.startsWith('/interaction/')) {
        const form = new URLSearchParams({ prompt: 'login', login: accountId ?? '', password: 'x' });
        response =
          accountId === null
            ? await this.#go(`${next.href}/abort`, cookies)
            : await this.#go(next.href, cookies, form);
      } else if (next) response = await this.#go(next.href, cookies);
      else throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    }
    throw new Error('The provider goes in circles.');
  }

  async #go(url: string, cookies: CookieJar, body?: URLSearchParams): Promise<Response> {
    const headers = { cookie: cookies.header };
    const response = await fetch(url, {
      headers,
      redirect: 'manual',
      ...(body && { method: 'POST', body }),
    });
    cookies.take(response.headers.getSetCookie());
    return response;
  }

  #configuration(origin: string): Configuration {
    return {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [`${origin}/sign-in/callback`],
          token_endpoint_auth_method: 'client_secret_basic',
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      pkce: { required: () => true },
      cookies: { keys: ['test'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ sub, ...this.accounts.get(sub) }),
      }),
      // Nobody is asked whether the product may know who they are.
      loadExistingGrant: async (context) => {
        const { client: asking, session, provider } = context.oidc;
        if (!asking || !session?.accountId) throw new errors.InvalidRequest('nobody');
        const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    };
  }
}
