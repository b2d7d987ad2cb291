import type { WebSocket } from 'ws';
import { AGENTS, VISITOR, forEachOf, type DriverListener, type LoadDriver, type Side } from './driver.ts';
import { clientIdOf, closeAll, openSocket } from './frames.ts';
import { enterSite, signIn } from './productEntry.ts';
import { SEND_MESSAGE, SESSION_EVENTS } from './productDocuments.ts';
import { readProductFrame } from './productFrames.ts';

interface EnteredSession {
  id: string;
  visitorSecret: string;
  lastSeq: number;
  /** Everything of a sendMessage frame between the message's number and its clientId. */
  sendHead: string;
}

interface ConnectOptions {
  /** What the connection begins with, and the headers of its handshake. */
  init?: object;
  headers?: Record<string, string>;
  /** Which process. */
  at?: string;
  told?: DriverListener;
}

const SUBSCRIBE = `"type":"subscribe","payload":{"query":${JSON.stringify(SESSION_EVENTS)},"variables":`;
const SEND = `"type":"subscribe","payload":{"query":${JSON.stringify(SEND_MESSAGE)},"variables":`;

/** Drives the product: graphql-transport-ws by hand, one connection per visitor, mutations over it. */
export function createProductDriver(url: string, listener: DriverListener): LoadDriver {
  const sessions: EnteredSession[] = [];
  const visitors: (WebSocket | undefined)[] = [];
  const agents: WebSocket[] = [];
  const watchers: WebSocket[] = [];
  const socketUrl = (at: string) => `${at.replace('http', 'ws')}/graphql`;
  let isClosing = false;

  /** Connects, subscribes to the given sessions and resolves when each stream has begun. */
  async function connect(
    side: Side,
    streams: number[],
    { init = {}, headers = {}, at = url, told = listener }: ConnectOptions,
  ) {
    const socket = await openSocket(socketUrl(at), 'graphql-transport-ws', { origin: at, ...headers });
    const awaited = new Set(streams);
    await new Promise<void>((resolve, reject) => {
      socket.on('close', (code, reason) => {
        reject(new Error(`Socket closed: ${code} ${reason.toString()}`));
        if (!isClosing && visitors.concat(agents).includes(socket)) told.broken(`socket closed: ${code}`);
      });
      socket.on('message', (data) =>
        readProductFrame(data, side, told, {
          acknowledged() {
            for (const session of streams) socket.send(subscribeFrame(session));
          },
          streamBegan(session) {
            if (awaited.delete(session) && awaited.size === 0) resolve();
          },
          pinged: () => socket.send('{"type":"pong"}'),
        }),
      );
      socket.send(JSON.stringify({ type: 'connection_init', payload: init }));
    });
    return socket;
  }

  function subscribeFrame(session: number): string {
    const { id = '', lastSeq = 0 } = sessions[session] ?? {};
    return `{"id":"e${session}",${SUBSCRIBE}${JSON.stringify({ sessionId: id, after: lastSeq })}}}`;
  }

  return {
    streamsCarryOwn: true,
    enterSessions: (count) =>
      forEachOf(0, count, 16, async (session) => {
        const entry = await enterSite(url);
        const sendHead = `",${SEND}{"input":{"sessionId":"${entry.id}","clientId":"`;
        sessions[session] = { ...entry, sendHead };
        listener.entered(session, entry.lastSeq);
      }),
    connectVisitors: (from, to) =>
      forEachOf(from, to, 50, async (session) => {
        const authorization = `Visitor ${sessions[session]?.visitorSecret}`;
        visitors[session] = await connect(VISITOR, [session], { init: { authorization } });
      }),
    disconnectVisitors: (from, to) => closeAll(visitors.splice(from, to - from)),
    disconnectAgents: () => closeAll(agents.splice(0)),
    // Each with a sign-in of its own, as agents have: it is by sign-in that their requests are counted.
    connectAgents: (count, sessionCount, at = url) =>
      forEachOf(0, count, 10, async (agent) => {
        const cookie = await signIn(at);
        const own = Array.from({ length: sessionCount }, (_, n) => n).filter((n) => n % count === agent);
        agents[agent] = await connect(AGENTS, own, { headers: { cookie }, at });
      }),
    async watch(session, count, onMessage) {
      const cookie = await signIn(url);
      const told = {
        ...listener,
        delivered: (_session: number, _side: Side, index: number) => onMessage(index),
      };
      await forEachOf(0, count, 50, async () => {
        watchers.push(await connect(AGENTS, [session], { headers: { cookie }, told }));
      });
    },
    resumeAfter(session, seq) {
      const entered = sessions[session];
      if (entered) entered.lastSeq = seq;
    },
    send(session, author, index, text) {
      const socket = author === VISITOR ? visitors[session] : agents[session % agents.length];
      socket?.send(`{"id":"m${index}${sessions[session]?.sendHead}${clientIdOf(index)}","text":${text}}}}}`);
    },
    close() {
      isClosing = true;
      for (const socket of [...visitors, ...agents, ...watchers]) socket?.terminate();
    },
  };
}
