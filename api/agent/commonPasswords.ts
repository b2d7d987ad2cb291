import { folded } from '../core/input.ts';

let common: Promise<ReadonlySet<string>> | undefined;

/** What people in China use most and the package's list lacks, as the breaches of 2011 have shown. */
const chinese = `
  0000000000 00000000 0123456789 110110110 11223344 12121212 123123123 12341234 12344321 1234567890 123456789a 123456aa 123456abc
  123456asd 123654789 1314520 13145200 13145210 1314521521 147258369 1q2w3e4r 22222222 31415926 33333333 44444444 520131400
  52013140 5201314520 5201314a 52113140 55555555 66666666 741852963 77777777 789456123 88888888 99999999 a11111111 a12345678
  a123456789 aa123456 aa123456789 abc123456 abcd1234 asd123456 caonima123 dearbook li123456 liu123456 qazwsxedc qq123456
  qq123456789 q123456789 taobao123 wang123456 w123456789 woaini123 woaini1314 woaini1314520 woaini520 woaini521 woaiwojia
  xiaoming xiazhili yang123456 zhang123 zhang123456 z123456789 zxcvbnm123 zzzzzzzz
`;

/** Whether a password is one of the 49,000 that others use most, as breaches have shown; capitals do not matter. */
export async function isCommonPassword(password: string): Promise<boolean> {
  common ??= readCommonPasswords();
  return (await common).has(folded(password));
}

/** Read when somebody chooses the first password: most processes never need it. */
async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set([...dictionary['passwords-common'], ...chinese.trim().split(/\s+/)]);
}
