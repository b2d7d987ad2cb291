import type { ThreadMessageFragment } from '#lib/gql/generated.ts';

/** Messages of one author that belong together. */
export interface MessageGroup {
  /** The first message's id: stays while the group grows. */
  id: string;
  /** The day (in the browser's zone) as text of the form 2026-11-22, where this group is the day's first. */
  startsDay: string | null;
  first: ThreadMessageFragment;
  messages: readonly ThreadMessageFragment[];
}

/** A pause after which the time is worth showing again. */
const groupGapMs = 5 * 60_000;
/** A group is rendered whole: a long one is cut. */
const mostInGroup = 40;

/** Groups messages, which are in order, by day and author. */
export function groupMessages(messages: readonly ThreadMessageFragment[]): MessageGroup[] {
  return withGrouped([], messages);
}

/**
 * Groups a thread's messages again and again as it grows: what is new at its end costs nothing for what was there, and
 * groups in which nothing has changed stay the same objects.
 */
export class GrowingGroups {
  #messages: readonly ThreadMessageFragment[] = [];
  #groups: readonly MessageGroup[] = [];

  of(messages: readonly ThreadMessageFragment[]): readonly MessageGroup[] {
    if (messages === this.#messages) return this.#groups;
    const before = this.#messages;
    const hasOnlyGrown =
      messages.length >= before.length && before.every((message, index) => message === messages[index]);
    this.#groups = hasOnlyGrown
      ? withGrouped(this.#groups, messages.slice(before.length))
      : groupMessages(messages);
    this.#messages = messages;
    return this.#groups;
  }
}

function withGrouped(
  before: readonly MessageGroup[],
  messages: readonly ThreadMessageFragment[],
): MessageGroup[] {
  const groups = [...before];
  let day = dayOf(before.at(-1)?.messages.at(-1)?.createdAt);
  for (const message of messages) {
    const dayOfMessage = dayOf(message.createdAt);
    const group = groups.at(-1);
    if (group && dayOfMessage === day && belongsTo(group, message)) {
      groups[groups.length - 1] = { ...group, messages: [...group.messages, message] };
    } else {
      const startsDay = dayOfMessage === day ? null : dayOfMessage;
      groups.push({ id: message.id, startsDay, first: message, messages: [message] });
      day = dayOfMessage;
    }
  }
  return groups;
}

function belongsTo({ messages }: MessageGroup, message: ThreadMessageFragment): boolean {
  const previous = messages.at(-1);
  return (
    previous !== undefined &&
    messages.length < mostInGroup &&
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

function dayOf(time: string | undefined): string {
  if (time === undefined) return '';
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
