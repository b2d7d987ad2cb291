export type PasswordStrength = 'short' | 'weak' | 'fair' | 'strong';

/** What the API asks for at least. */
const minLength = 8;
/** What others try first, also with a few figures behind it. */
const common =
  /^(password|passw0rd|qwerty|asdf|zxcv|abc|admin|iloveyou|woaini|welcome|letmein|dukou|1qaz2wsx)\W*\d*$/i;

/**
 * How hard a password is to guess, roughly: by its length and by how many different characters it has, which counts for
 * more than of which kinds they are. Says nothing about those that were stolen elsewhere.
 */
export function passwordStrength(password: string, login: string): PasswordStrength {
  const characters = [...password];
  if (characters.length < minLength) return 'short';
  const distinct = new Set(characters).size;
  const isGuessable =
    common.test(password) ||
    distinct < 5 ||
    isRun(characters) ||
    (login.length > 2 && password.toLowerCase().includes(login.toLowerCase()));
  if (isGuessable) return 'weak';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  if (characters.length >= 14 || (characters.length >= 10 && kinds >= 3)) return 'strong';
  return characters.length >= 10 || kinds >= 3 ? 'fair' : 'weak';
}

/** 12345678, abcdefgh, and the same backwards. */
function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1;
}
