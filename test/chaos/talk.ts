import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecallMessageDocument, SendMessageDocument, WriteNoteDocument } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { untilAnswered } from '../support/persistentClients.ts';
import type { Wait } from './delays.ts';
import type { Clients } from './people.ts';
import type { Said, Violation } from './violationsOf.ts';

/** Begins the text of whatever visitors must never read. */
export const noteMark = 'internal:';

/** What all who talk write down together. */
export interface Minutes {
  said: Said[];
  violations: Violation[];
  /** Texts that were taken back, as acknowledged. */
  recalled: Set<string>;
  retries: number;
  /** How long each message took until all its answers were there, however often it was sent again. */
  waits: Wait[];
  /** Messages that were sent several times at once. */
  repeated: number;
}

/** A session, and how one side of it talks. */
export interface Part {
  sessionId: string;
  author: Said['author'];
  clients: Clients;
  /** Milliseconds between two messages on average. */
  pauseMs: number;
  /** Whether there is more to say for who has said so many. */
  goesOn: (saidCount: number) => boolean;
  chance: () => number;
}

/** Says one thing after the other, each until it is answered; some are notes, some are sent at once at several places. */
export async function talk(part: Part, minutes: Minutes): Promise<void> {
  const { sessionId, author, chance } = part;
  for (let index = 0; part.goesOn(index); index++) {
    await sleep(part.pauseMs * 2 * chance());
    if (!part.goesOn(index)) return;
    const isInternal = author === 'AGENT' && chance() < 0.2;
    const clientId = randomUUID();
    const text = `${isInternal ? noteMark : 'said'} ${clientId}`;
    const isRepeated = chance() < 0.1;
    const begin = performance.now();
    const answers = await Promise.all(
      Array.from({ length: isRepeated ? 2 + Math.floor(chance() * 3) : 1 }, (_, turn) =>
        untilAnswered(part.clients, (client) => send(client, { sessionId, clientId, text }, isInternal), {
          begin: index + turn,
          onRetry: () => minutes.retries++,
        }),
      ),
    );
    if (isRepeated) minutes.repeated++;
    const seq = answers[0];
    minutes.waits.push({ sessionId, seq, from: begin, to: performance.now() });
    if (answers.some((one) => one !== seq))
      minutes.violations.push({ kind: 'doubled', detail: `${clientId} was answered ${answers.join(', ')}` });
    minutes.said.push({ sessionId, clientId, author, isInternal, text, seq });
    if (seq !== undefined && author === 'AGENT' && chance() < 0.05) {
      const isRecalled = await untilAnswered(part.clients, async (client) => {
        const { recallMessage } = await client.execute(RecallMessageDocument, { input: { sessionId, seq } });
        return recallMessage.__typename === 'Message';
      });
      if (isRecalled) minutes.recalled.add(text);
    }
    // What is refused for good stays so: the session has ended.
    if (seq === undefined) return;
  }
}

/** @returns its number; undefined when it is refused by an error of its own type */
async function send(
  client: GraphqlClient,
  input: { sessionId: string; clientId: string; text: string },
  isInternal: boolean,
): Promise<number | undefined> {
  const answer = isInternal
    ? (await client.execute(WriteNoteDocument, { input })).writeNote
    : (await client.execute(SendMessageDocument, { input })).sendMessage;
  return answer.__typename === 'Message' ? answer.seq : undefined;
}
