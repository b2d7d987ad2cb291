import type { Texts } from './texts.ts';

const texts: Texts = {
  openChat: 'Open chat',
  close: 'Close chat',
  chatWith: (site) => `Chat with ${site}`,
  dismiss: 'Dismiss preview',
  unread: (count) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  connecting: 'Connecting…',
  connected: 'How can we help?',
  servedBy: (name) => `You are talking to ${name}`,
  cutOff: 'Offline. Messages go out once you are back.',
  refused: {
    UnknownSiteError: 'There is no such site. Please check the site key in the page.',
    OriginNotAllowedError: 'This address may not use the chat.',
    other: 'The chat is not available right now.',
  },
  agent: 'Support',
  isTyping: (name) => `${name || 'Someone'} is typing…`,
  composer: 'Message',
  placeholder: 'Write a message…',
  send: 'Send',
  charactersLeft: (count) => (count === 1 ? '1 character left' : `${count} characters left`),
  charactersOver: (count) => (count === 1 ? '1 character too many' : `${count} characters too many`),
  sending: 'Sending',
  sent: 'Delivered',
  read: 'Read',
  refusedMessage: 'Not sent',
  retry: 'Try again',
  remove: 'Delete',
  sessionEnded: 'This conversation has ended. Your next message starts a new one.',
  newMessages: 'New messages',
  toLatest: 'Back to the latest message',
  thread: 'Conversation',
  today: 'Today',
  yesterday: 'Yesterday',
};

export default texts;
