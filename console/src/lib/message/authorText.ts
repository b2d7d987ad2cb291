import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** Who wrote a message, as agents are told: the visitor's nickname, who really wrote and in whose name, or a script. */
export function authorText(
  {
    author,
    authorName,
    agentName,
    scriptKind,
  }: Pick<ThreadMessageFragment, 'author' | 'authorName' | 'agentName' | 'scriptKind'>,
  nickname: string,
): string {
  switch (author) {
    case 'VISITOR':
      return nickname;
    case 'SYSTEM':
      return scriptKind ? m.message_automatic_author() : m.notice_system();
    case 'AGENT': {
      const name = agentName ?? authorName ?? m.unknown();
      return authorName && authorName !== name ? m.message_on_behalf({ name, owner: authorName }) : name;
    }
  }
}
