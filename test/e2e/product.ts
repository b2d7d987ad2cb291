import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { SignOutEverywhereDocument } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';
import { ConsolePage } from './consolePage.ts';
import { languageOf } from './language.ts';
import { VisitorProgram } from './programs.ts';
import { VisitorPage } from './visitorPage.ts';

export interface Surroundings {
  /** Where this person reaches the server, if not directly. */
  url?: string;
  /** The browser's language, size, kind. */
  browser?: BrowserContextOptions;
}

/** The built product as a running process and a browser for everybody who uses it, for the calling test file. */
export class Product {
  readonly #people = useBrowser();
  #server: Server | undefined;
  /** The agents who signed in during this test, with what ends their sign-ins. */
  readonly #signedIn = new Map<string, GraphqlClient>();

  constructor(environment: Record<string, string> = {}) {
    beforeAll(async () => {
      this.#server = await startServer({ environment: { ENTRIES_PER_MINUTE: '1000', ...environment } });
    });
    // Whoever stays signed in is given the visitors of the next test until the grace period is over.
    afterEach(async () => {
      for (const [login, client] of this.#signedIn) await this.#signOutEverywhere(login, client);
      this.#signedIn.clear();
    });
    afterAll(() => this.#server?.dispose());
  }

  get server(): Server {
    if (!this.#server) throw new Error('the product runs only inside of tests');
    return this.#server;
  }

  get people() {
    return this.#people;
  }

  /** A visitor on the demo page with the chat open. */
  async visitor({ url = this.server.url, browser }: Surroundings = {}): Promise<VisitorPage> {
    const { page } = await this.#people.enter('visitor', browser);
    const visitor = new VisitorPage(page, languageOf(browser?.locale).widget);
    await visitor.visit(`${url}/demo`);
    await visitor.openChat();
    return visitor;
  }

  /** A visitor without a browser, who has said this. */
  async visitorProgram(opening?: string): Promise<VisitorProgram> {
    const visitor = await VisitorProgram.enter(this.server.url);
    if (opening !== undefined) await visitor.write(opening);
    return visitor;
  }

  /** An agent who is signed in to the console. */
  async agent(login = 'lin', { url = this.server.url, browser }: Surroundings = {}): Promise<ConsolePage> {
    const { page } = await this.#people.enter(login, browser);
    const agent = new ConsolePage(page, url, languageOf(browser?.locale).console);
    const client = await signInAs(this.server.url, login);
    this.#signedIn.set(login, client);
    await agent.openSignedIn(client.cookies.all);
    return agent;
  }

  /** Makes an agent OFFLINE, on every device; who has signed out already signs in once more for it. */
  async #signOutEverywhere(login: string, client: GraphqlClient): Promise<void> {
    const { signOutEverywhere } = await client.execute(SignOutEverywhereDocument);
    if (signOutEverywhere.__typename === 'SignOutReceipt') return;
    await (await signInAs(this.server.url, login)).execute(SignOutEverywhereDocument);
  }

  /** A visitor whose first words an agent has open before them. */
  async conversation(opening: string, visitorAt: Surroundings = {}, agentAt: Surroundings = {}) {
    const [visitor, agent] = await Promise.all([this.visitor(visitorAt), this.agent('lin', agentAt)]);
    await visitor.write(opening);
    await agent.openSession(opening);
    await expectSaid([visitor, agent], [`VISITOR: ${opening}`]);
    return { visitor, agent };
  }
}

/** Both threads show exactly this, each once and in this order. */
export async function expectSaid(
  sides: readonly (VisitorPage | ConsolePage)[],
  lines: readonly string[],
  timeout = 30_000,
): Promise<void> {
  for (const side of sides) await expect.poll(() => side.said(), { timeout }).toEqual(lines);
}
