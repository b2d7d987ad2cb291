import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What Apollo asks of whoever uses unions, as the guide says. */
const possibleTypes = {
  SessionEvent: ['MessageSent', 'SessionChanged', 'TypingSignalled', 'VisitorChanged'],
};

/** A subscription over WebSocket by Apollo Client, until it is stopped; what it has heard so far, in order. */
export function followByApollo<T>(
  address: string,
  authorization: string,
  query: string,
  variables: object,
): { heard: () => T[]; stop: () => Promise<void> } {
  const heard: T[] = [];
  let broken: Error | undefined;
  const socket = createClient({
    url: address,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
  });
  const apollo = new ApolloClient({
    link: new GraphQLWsLink(socket),
    cache: new InMemoryCache({ possibleTypes }),
  });
  const subscription = apollo
    .subscribe<T>({ query: gql(query), variables: { ...variables } })
    .subscribe(({ data, error }) => {
      broken ??= error;
      if (data) heard.push(data as T);
    });
  const stop = async () => {
    subscription.unsubscribe();
    apollo.stop();
    await socket.dispose();
  };
  return {
    heard() {
      if (broken) throw broken;
      return heard;
    },
    stop,
  };
}
