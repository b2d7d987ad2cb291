import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** Who wrote a message, as agents are told: the visitor's nickname, or who really wrote and in whose name. */
export function authorText(
  { author, authorName, agentName }: Pick<ThreadMessageFragment, 'author' | 'authorName' | 'agentName'>,
  nickname: string,
): string {
  switch (author) {
    case 'VISITOR':
      return nickname;
    case 'SYSTEM':
      return m.notice_system();
    case 'AGENT': {
      const name = agentName ?? authorName ?? m.unknown();
      return authorName && authorName !== name ? m.message_on_behalf({ name, owner: authorName }) : name;
    }
  }
}
