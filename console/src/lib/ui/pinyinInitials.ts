/** The first character, by pinyin, of each letter that syllables begin with; none begins with I, U or V. */
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';

// The browser's own order of Chinese is by pinyin: a character stands behind the first one of its letter.
const byPinyin = new Intl.Collator('zh-CN');
/** Lists are searched through at every key. */
const mostKnown = 2_000;
const known = new Map<string, string>();

/** A text with the first letter of its pinyin for each Chinese character, the rest in small letters: 预约 → yy. */
export function pinyinInitials(text: string): string {
  const found = known.get(text);
  if (found !== undefined) return found;
  const initials = Array.from(text.toLowerCase(), (character) =>
    /\p{Script=Han}/u.test(character) ? initialOf(character) : character,
  ).join('');
  if (known.size >= mostKnown) known.clear();
  known.set(text, initials);
  return initials;
}

function initialOf(character: string): string {
  let place = letters.length - 1;
  while (place > 0 && byPinyin.compare(character, firsts.charAt(place)) < 0) place--;
  return letters.charAt(place);
}
