/**
 * What says something by itself, to patients too. A message that is one of them is shown large on both sides; it is a text
 * like any other for whoever searches, copies or reads it aloud.
 */
export const stickers = [
  '👍',
  '🙏',
  '🌹',
  '❤️',
  '😊',
  '🤗',
  '👋',
  '👌',
  '💪',
  '🎉',
  '🌞',
  '🍀',
  '☕',
  '⏰',
  '📞',
  '🏥',
] as const;
