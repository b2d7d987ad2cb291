/** What opens the emoji. */
export const emojiKey = 'Z';
