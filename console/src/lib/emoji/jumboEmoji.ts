/** One emoji: a flag, or a picture with its skin colour, hair or family. */
const one =
  '(?:\\p{RI}{2}|(?:\\p{Emoji_Presentation}|\\p{ExtPict}\\uFE0F|\\p{EBase}(?=\\p{EMod}))\\p{EMod}?(?:\\u200D\\p{ExtPict}\\uFE0F?\\p{EMod}?)*)';
const few = new RegExp(`^(?:${one}\\s?){1,3}$`, 'u');

/** Whether a text is nothing but one to three emoji: it is shown large, as a sticker. */
export function isJumbo(text: string): boolean {
  return text.length <= 60 && few.test(text);
}
