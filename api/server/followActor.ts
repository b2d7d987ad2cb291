import type { IncomingMessage } from 'node:http';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Context } from '../../schema/context.ts';
import { actorTopics, type ActorEvent } from '../agent/agentEvents.ts';
import { currentActor } from '../agent/authenticateAgent.ts';
import { expiryOf } from '../agent/listenForRights.ts';
import { anonymous, type Actor, type AgentActor } from '../core/actor.ts';
import { callAt } from '../core/callAt.ts';
import type { Core } from '../core/core.ts';
import { tryAgainLater } from './slowReaders.ts';

/** What belongs to one socket. */
export interface SocketExtra {
  /** The request that opened the socket, until the client has said who they are. */
  handshake: IncomingMessage | undefined;
  socket: WebSocket;
  context?: Omit<Context, 'actor'>;
  /** Who asks; read anew whenever an agent's rights change. */
  actor?: Promise<Actor>;
  /** Stops listening for the end of the sign-in or token and for changes of the rights. */
  release?: () => void;
}

/**
 * Closes a socket as soon as the sign-in or API token that it stands on is over, and reads the agent's rights anew as soon as they
 * have changed, in whichever process that happened.
 */
export async function followActor(core: Core, extra: SocketExtra, actor: AgentActor): Promise<void> {
  const close = () => extra.socket.close(CloseCode.Forbidden, 'Signed out');
  // The database is away: whether the sign-in still holds is asked when the client connects again.
  const tryLater = () => extra.socket.close(tryAgainLater, 'Try again later');
  const readAnew = async () => {
    const reading = currentActor(core, actor);
    // Operations that come from now on wait for it.
    extra.actor = reading.then(
      (now) => now ?? anonymous,
      () => anonymous,
    );
    if (!(await reading)) close();
  };
  const closed = new AbortController();
  const unsubscribe = await core.pubsub.subscribe(actorTopics(actor), {
    onEvent: (event) => {
      if ((event as ActorEvent).type === 'RightsChanged') void readAnew().catch(tryLater);
      else close();
    },
    onGap: () => void readAnew().catch(tryLater),
  });
  extra.release = () => {
    closed.abort();
    unsubscribe();
  };
  const end = expiryOf(actor);
  if (end) callAt(core, end, closed.signal, close);
  // The socket may have closed, the sign-in ended or the rights changed, before anybody listened.
  if (extra.socket.readyState !== extra.socket.OPEN) return extra.release();
  await readAnew();
  if (extra.socket.readyState !== extra.socket.OPEN) extra.release();
}
