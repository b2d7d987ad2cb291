import type { WebSocket } from 'ws';
import { AGENTS, VISITOR, forEachOf, type DriverListener, type LoadDriver, type Side } from './driver.ts';
import { clientIdOf, openSocket } from './frames.ts';
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

const SUBSCRIBE = `"type":"subscribe","payload":{"query":${JSON.stringify(SESSION_EVENTS)},"variables":`;
const SEND = `"type":"subscribe","payload":{"query":${JSON.stringify(SEND_MESSAGE)},"variables":`;

/** Drives the product: graphql-transport-ws by hand, one connection per visitor, mutations over it. */
export function createProductDriver(url: string, listener: DriverListener): LoadDriver {
  const sessions: EnteredSession[] = [];
  const visitors: (WebSocket | undefined)[] = [];
  const agents: WebSocket[] = [];
  const socketUrl = `${url.replace('http', 'ws')}/graphql`;
  let isClosing = false;

  /** Connects, subscribes to the given sessions and resolves when each stream has begun. */
  async function connect(side: Side, streams: number[], init: object, headers: Record<string, string>) {
    const socket = await openSocket(socketUrl, 'graphql-transport-ws', { origin: url, ...headers });
    const awaited = new Set(streams);
    await new Promise<void>((resolve, reject) => {
      socket.on('close', (code, reason) => {
        reject(new Error(`Socket closed: ${code} ${reason.toString()}`));
        if (!isClosing && visitors.concat(agents).includes(socket)) listener.broken(`socket closed: ${code}`);
      });
      socket.on('message', (data) =>
        readProductFrame(data, side, listener, {
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
        visitors[session] = await connect(VISITOR, [session], { authorization }, {});
      }),
    disconnectVisitors: async (from, to) => {
      for (const socket of visitors.splice(from, to - from)) socket?.close(1000);
    },
    async connectAgents(count, sessionCount) {
      const cookie = await signIn(url);
      await forEachOf(0, count, 10, async (agent) => {
        const own = Array.from({ length: sessionCount }, (_, n) => n).filter((n) => n % count === agent);
        agents[agent] = await connect(AGENTS, own, {}, { cookie });
      });
    },
    send(session, author, index, text) {
      const socket = author === VISITOR ? visitors[session] : agents[session % agents.length];
      socket?.send(`{"id":"m${index}${sessions[session]?.sendHead}${clientIdOf(index)}","text":${text}}}}}`);
    },
    close() {
      isClosing = true;
      for (const socket of [...visitors, ...agents]) socket?.terminate();
    },
  };
}
