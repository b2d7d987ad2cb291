import type { Api } from '#lib/connection/api.ts';
import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { fullTime } from '#lib/setting/timeFormat.ts';
import { authorText } from './authorText.ts';
import { fetchPage } from './messagePages.ts';
import { messageText } from './messageText.ts';

/**
 * All messages of a session, oldest first, whatever of them is on the screen.
 * @throws RequestFailure
 */
export async function fetchTranscript(
  api: Pick<Api, 'query'>,
  sessionId: string,
  onProgress: (count: number) => void = () => undefined,
): Promise<ThreadMessageFragment[]> {
  const pages: ThreadMessageFragment[][] = [];
  let before: string | null = null;
  do {
    const page = await fetchPage(api, sessionId, before);
    pages.unshift(page.edges.map(({ node }) => node));
    before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
    if (before !== null) onProgress(pages.reduce((sum, { length }) => sum + length, 0));
  } while (before !== null);
  return pages.flat();
}

/** A talk as text, a line for each message: when, who, what. */
export function transcriptText(messages: readonly ThreadMessageFragment[], nickname: string): string {
  return messages.map((message) => lineOf(message, nickname)).join('\n');
}

function lineOf(message: ThreadMessageFragment, nickname: string): string {
  const time = fullTime(message.createdAt);
  const name = authorText(message, nickname);
  const text = messageText(message);
  const marks = [
    message.isInternal && m.transcript_mark({ mark: m.message_internal() }),
    message.isWithheld && m.transcript_mark({ mark: m.message_withheld() }),
  ].filter((mark) => mark !== false);
  return m.transcript_line({ time, name: [name, ...marks].join(''), text });
}
