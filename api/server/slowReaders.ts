import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';

/** Makes clients connect again (the IANA registry of close codes). */
export const tryAgainLater = 1013;
/** What may wait in our memory until the client at a socket has taken it; more is for one who does not read. */
const mostUnreadBytes = 512 * 1024;
/** How long a stream of server-sent events may stand still: longer than the pause between two signs of life. */
const standstillMs = 30_000;

/**
 * Sends a text over a socket. Resolves when it has left, so that a slow reader slows only its own streams. Whoever asks for more
 * without reading what there is already is disconnected, and catches up when they connect again.
 */
export function sendToReader(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  if (socket.bufferedAmount > mostUnreadBytes) {
    giveUp(socket);
    return Promise.resolve();
  }
  return new Promise((resolve) => socket.send(text, () => resolve()));
}

/** Disconnects a client that does not read or does not answer. What it asks from now on is not even read. */
export function giveUp(socket: WebSocket): void {
  socket.close(tryAgainLater, 'Reads too slowly');
  socket.pause();
}

/** Breaks the connection of a response that nobody takes any more; what goes slowly goes on. */
export function breakWhenStill(response: ServerResponse, afterMs = standstillMs): void {
  // Node looks for what has left of a long write too, and resets this with the response's end.
  response.setTimeout(afterMs, () => response.destroy());
}
