import { createServer } from 'node:http';
import { Pool } from 'pg';
import { WebSocketServer, type WebSocket } from 'ws';
import { AGENTS, VISITOR, otherSide, type Side } from './driver.ts';

// The floor: the least that a chat server on PostgreSQL can do. One committed INSERT per message, then one frame to
// its receiver and one to its sender. No authentication, no authorisation, no numbering in the database, no retry
// safety, no unread counts. `seq` is counted per receiving stream when the message leaves, only for the checker.

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
await pool.query(
  'CREATE TABLE IF NOT EXISTS message (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, session int NOT NULL,' +
    ' author int NOT NULL, client_id text NOT NULL, text text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())',
);
const insertMessage = {
  name: 'insertMessage',
  text: 'INSERT INTO message (session, author, client_id, text) VALUES ($1, $2, $3, $4)',
};

const receivers: Record<Side, (WebSocket | undefined)[]> = { [VISITOR]: [], [AGENTS]: [] };
const watchers = new Map<number, WebSocket[]>();
const sentCounts: Record<Side, number[]> = { [VISITOR]: [], [AGENTS]: [] };

async function handleMessage(sender: WebSocket, author: Side, frame: string) {
  const { session, clientId, text } = JSON.parse(frame) as {
    session: number;
    clientId: string;
    text: string;
  };
  try {
    await pool.query({ ...insertMessage, values: [session, author, clientId, text] });
  } catch (error) {
    console.error(error);
    sender.send(JSON.stringify({ kind: 'refused', clientId }));
    return;
  }
  const side = otherSide(author);
  const seq = (sentCounts[side][session] ?? 0) + 1;
  sentCounts[side][session] = seq;
  const delivered = JSON.stringify({ kind: 'delivered', session, clientId, seq, text });
  receivers[side][session]?.send(delivered);
  for (const watcher of watchers.get(session) ?? []) watcher.send(delivered);
  sender.send(JSON.stringify({ kind: 'accepted', clientId, seq }));
}

const server = createServer((_request, response) => response.end());
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  // ?side=1&first=3&step=20&end=1000: the receiver of sessions 3, 23, 43 …
  const place = new URL(request.url ?? '/', 'http://floor').searchParams;
  const watched = place.get('watch');
  if (watched !== null) {
    const all = watchers.get(Number(watched)) ?? [];
    watchers.set(Number(watched), [...all, socket]);
    return;
  }
  const side: Side = place.get('side') === String(AGENTS) ? AGENTS : VISITOR;
  for (let session = Number(place.get('first')); session < Number(place.get('end'));) {
    receivers[side][session] = socket;
    session += Number(place.get('step'));
  }
  socket.on('message', (frame: Buffer) => void handleMessage(socket, side, frame.toString()));
});
server.listen(Number(process.env.PORT), '127.0.0.1');

process.on('SIGTERM', () => process.exit(0));
