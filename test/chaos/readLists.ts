import { FetchListsDocument, FollowListsDocument } from '../support/gql/generated.ts';
import type { EventStream } from '../support/eventStream.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { untilAnswered } from '../support/persistentClients.ts';
import type { Clients, ListedSession } from './people.ts';

/** The lists of an agent as a console keeps them: fetched when the stream begins, then changed by its events. */
export class ListReader {
  readonly sessions = new Map<string, ListedSession>();
  readonly #clients: Clients;
  /** Grows with each fetch that is begun, so that an older one changes nothing any more. */
  #fetches = 0;
  /** Of which sessions an event came since the last fetch was begun. */
  #heard = new Set<string>();

  constructor(clients: Clients) {
    this.#clients = clients;
  }

  open(client: GraphqlClient): EventStream<unknown> {
    return client.subscribe(FollowListsDocument, {}, ({ sessionListEvents: event }) => {
      if (event.__typename === 'StreamStarted') void this.#fetchAnew();
      else if (event.__typename === 'SessionChanged') {
        this.#heard.add(event.session.id);
        this.#put(event.session);
      } else if (event.__typename === 'SessionWithdrawn') this.sessions.delete(event.sessionId);
    });
  }

  async #fetchAnew(): Promise<void> {
    const own = ++this.#fetches;
    const heard = (this.#heard = new Set());
    const fetched = await fetchLists(this.#clients);
    if (own !== this.#fetches) return;
    for (const session of fetched) this.#put(session);
    const there = new Set(fetched.map(({ id }) => id));
    for (const id of this.sessions.keys()) if (!there.has(id) && !heard.has(id)) this.sessions.delete(id);
  }

  #put(session: ListedSession): void {
    const known = this.sessions.get(session.id);
    if (!known || known.version <= session.version) this.sessions.set(session.id, session);
  }
}

/** All sessions that an agent may see. */
export async function fetchLists(clients: Clients): Promise<ListedSession[]> {
  const all: ListedSession[] = [];
  for (let after: string | null | undefined; ;) {
    const { sessions } = await untilAnswered(clients, (client) =>
      client.execute(FetchListsDocument, { after }),
    );
    all.push(...sessions.edges.map(({ node }) => node));
    if (!sessions.pageInfo.hasNextPage) return all;
    after = sessions.pageInfo.endCursor;
  }
}
