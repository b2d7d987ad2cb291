import type { WebSocket } from 'ws';
import { AGENTS, VISITOR, forEachOf, type DriverListener, type LoadDriver, type Side } from './driver.ts';
import { clientIdOf, closeAll, frameOf, messageIndexIn, numberAfter, openSocket } from './frames.ts';

/** Drives the floor. Its agents' connections carry as many sessions as the product's do. */
export function createFloorDriver(url: string, listener: DriverListener): LoadDriver {
  const visitors: (WebSocket | undefined)[] = [];
  const agents: WebSocket[] = [];
  const watchers: WebSocket[] = [];
  let isClosing = false;

  async function connect(side: Side, first: number, step: number, end: number): Promise<WebSocket> {
    const socket = await openSocket(`${url}/?side=${side}&first=${first}&step=${step}&end=${end}`);
    socket.on('message', (data) => {
      const frame = frameOf(data);
      const index = messageIndexIn(frame);
      if (frame.startsWith('{"kind":"delivered"')) {
        listener.delivered(
          numberAfter(frame, '"session":'),
          side,
          index,
          numberAfter(frame, '"seq":'),
          frame,
        );
      } else if (frame.startsWith('{"kind":"accepted"')) {
        listener.accepted(index, numberAfter(frame, '"seq":'));
      } else {
        listener.refused(index, 'FLOOR_REFUSED');
      }
    });
    socket.on(
      'close',
      (code) =>
        isClosing || (visitors.concat(agents).includes(socket) && listener.broken(`floor closed: ${code}`)),
    );
    return socket;
  }

  return {
    streamsCarryOwn: false,
    enterSessions: async () => {},
    connectVisitors: (from, to) =>
      forEachOf(from, to, 50, async (session) => {
        visitors[session] = await connect(VISITOR, session, 1, session + 1);
      }),
    disconnectVisitors: (from, to) => closeAll(visitors.splice(from, to - from)),
    disconnectAgents: () => closeAll(agents.splice(0)),
    connectAgents: (count, sessions) =>
      forEachOf(0, count, 50, async (agent) => {
        agents[agent] = await connect(AGENTS, agent, count, sessions);
      }),
    watch: (session, count, onMessage) =>
      forEachOf(0, count, 50, async () => {
        const socket = await openSocket(`${url}/?watch=${session}`);
        socket.on('message', (data) => onMessage(messageIndexIn(frameOf(data))));
        watchers.push(socket);
      }),
    resumeAfter() {},
    send(session, author, index, text) {
      const socket = author === VISITOR ? visitors[session] : agents[session % agents.length];
      socket?.send(`{"session":${session},"clientId":"${clientIdOf(index)}","text":${text}}`);
    },
    close() {
      isClosing = true;
      for (const socket of [...visitors, ...agents, ...watchers]) socket?.terminate();
    },
  };
}
