import type { ThreadMessageFragment } from '#lib/gql/generated.ts';

/** Messages of one author that belong together. */
export interface MessageGroup {
  /** The first message's id: stays while the group grows. */
  id: string;
  /** The day (in the browser's zone) as text of the form 2026-11-22, where this group is the day's first. */
  startsDay: string | null;
  first: ThreadMessageFragment;
  messages: ThreadMessageFragment[];
}

/** A pause after which the time is worth showing again. */
const groupGapMs = 5 * 60_000;

/** Groups messages, which are in order, by day and author. */
export function groupMessages(messages: readonly ThreadMessageFragment[]): MessageGroup[] {
  const groups: MessageGroup[] = [];
  let day = '';
  for (const message of messages) {
    const dayOfMessage = dayOf(message.createdAt);
    const group = groups.at(-1);
    const previous = group?.messages.at(-1);
    if (group && previous && dayOfMessage === day && belongTogether(previous, message)) {
      group.messages.push(message);
    } else {
      const startsDay = dayOfMessage === day ? null : dayOfMessage;
      groups.push({ id: message.id, startsDay, first: message, messages: [message] });
      day = dayOfMessage;
    }
  }
  return groups;
}

function belongTogether(previous: ThreadMessageFragment, message: ThreadMessageFragment): boolean {
  return (
    message.author !== 'SYSTEM' &&
    // What was taken back is a line of its own, and a note is not part of the talk.
    !message.recalledAt &&
    !previous.recalledAt &&
    message.isInternal === previous.isInternal &&
    message.author === previous.author &&
    message.agentId === previous.agentId &&
    message.authorName === previous.authorName &&
    message.isWithheld === previous.isWithheld &&
    Date.parse(message.createdAt) - Date.parse(previous.createdAt) < groupGapMs
  );
}

function dayOf(time: string): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
