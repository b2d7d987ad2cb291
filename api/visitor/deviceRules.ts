/** What a browser says of itself, as far as it can be told; null for what cannot. */
export interface Device {
  /** Name and major version: Chrome 126. */
  browser: string | null;
  /** Name and, where it is told, major version: Android 14. */
  system: string | null;
  kind: 'PHONE' | 'TABLET' | 'COMPUTER' | null;
}

type Patterns = [name: string, pattern: RegExp][];

// In the order in which they must be asked: most browsers also claim to be those below them. Packages for this know the
// world's browsers, but not those that Chinese visitors come with.
const browsers: Patterns = [
  ['WeChat', /MicroMessenger\/([\d.]+)/],
  ['QQ', /(?:MQQBrowser|QQBrowser|QQ)\/([\d.]+)/],
  ['UC', /(?:UCBrowser|UCWEB)\/?([\d.]+)/],
  ['Huawei', /HuaweiBrowser\/([\d.]+)/],
  ['Xiaomi', /MiuiBrowser\/([\d.]+)/],
  ['vivo', /VivoBrowser\/([\d.]+)/],
  ['OPPO', /HeyTapBrowser\/([\d.]+)/],
  ['Samsung Internet', /SamsungBrowser\/([\d.]+)/],
  ['Baidu', /(?:baidubrowser|baiduboxapp|BIDUBrowser)[ /]([\d.]+)/i],
  ['Sogou', /(?:MetaSr|SogouMobileBrowser)[ /]?([\d.]*)/],
  ['360', /(?:QIHU |360)(?:SE|EE)/],
  ['Edge', /Edg(?:e|A|iOS)?\/([\d.]+)/],
  ['Opera', /(?:OPR|Opera)\/([\d.]+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /(?:HeadlessChrome|Chrome|CriOS)\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
];

const systems: Patterns = [
  ['HarmonyOS', /(?:HarmonyOS|OpenHarmony)[ /]?([\d.]*)/],
  ['Android', /Android ([\d.]+)/],
  ['iOS', /(?:iPhone OS|CPU OS) ([\d_]+)/],
  ['Windows', /Windows NT/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux|X11/],
];

/** @param userAgent what the browser calls itself; may be anything */
export function deviceOf(userAgent: string): Device {
  const system = firstMatch(systems, userAgent);
  return { browser: firstMatch(browsers, userAgent), system, kind: kindOf(userAgent, system) };
}

function kindOf(userAgent: string, system: string | null): Device['kind'] {
  if (/iPad|Tablet|\bPad\b/i.test(userAgent)) return 'TABLET';
  if (/Mobile|iPhone/.test(userAgent)) return 'PHONE';
  // Tablets with Android leave the word Mobile out.
  if (/^(?:Android|HarmonyOS)/.test(system ?? '')) return 'TABLET';
  return system ? 'COMPUTER' : null;
}

function firstMatch(patterns: Patterns, userAgent: string): string | null {
  for (const [name, pattern] of patterns) {
    const match = pattern.exec(userAgent);
    if (!match) continue;
    const major = match[1]?.split(/[._]/)[0];
    return major ? `${name} ${major}` : name;
  }
  return null;
}
