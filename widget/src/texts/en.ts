import type { Texts } from './texts.ts';

const texts: Texts = {
  openChat: 'Open chat',
  close: 'Close chat',
  chatWith: (site) => (site ? `Chat with ${site}` : 'Chat'),
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
  automatic: 'Automatic reply',
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
  image: '[Image]',
  file: '[File]',
  openImage: (name) => `Open ${name} in full size`,
  download: (name) => `Download ${name}`,
  sessionEnded: 'This conversation has ended. Your next message starts a new one.',
  transferredTo: (name) => `${name} now answers you`,
  queued: (position) =>
    'All our colleagues are in conversation. ' +
    (position
      ? `You are number ${position} in line; you can already write.`
      : 'Somebody will be with you soon; you can already write.'),
  queuePlace: (position) => `You are number ${position} in line now`,
  nobodyReachable:
    'Nobody is here right now. Leave a message with your phone number or WeChat; the first colleague back will answer.',
  newMessages: 'New messages',
  toLatest: 'Back to the latest message',
  thread: 'Conversation',
  today: 'Today',
  yesterday: 'Yesterday',
};

export default texts;
