// In the order in which they must be asked: most browsers also claim to be those below them.
const browsers: [name: string, pattern: RegExp][] = [
  ['WeChat', /MicroMessenger\/([\d.]+)/],
  ['QQ', /(?:MQQBrowser|QQBrowser|QQ)\/([\d.]+)/],
  ['UC', /(?:UCBrowser|UCWEB)\/?([\d.]+)/],
  ['Huawei', /HuaweiBrowser\/([\d.]+)/],
  ['Xiaomi', /MiuiBrowser\/([\d.]+)/],
  ['Samsung Internet', /SamsungBrowser\/([\d.]+)/],
  ['Baidu', /(?:baidubrowser|baiduboxapp|BIDUBrowser)[ /]([\d.]+)/i],
  ['360', /(?:QIHU |360)(?:SE|EE)/],
  ['Edge', /Edg(?:e|A|iOS)?\/([\d.]+)/],
  ['Opera', /(?:OPR|Opera)\/([\d.]+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /(?:HeadlessChrome|Chrome|CriOS)\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
];

const systems: [name: string, pattern: RegExp][] = [
  ['HarmonyOS', /(?:HarmonyOS|OpenHarmony)[ /]?([\d.]*)/],
  ['Android', /Android ([\d.]+)/],
  ['iOS', /(?:iPhone OS|CPU OS) ([\d_]+)/],
  ['Windows', /Windows NT/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux|X11/],
];

/** Browser and system as far as the browser names them; null for what cannot be told. */
export function describeUserAgent(userAgent: string): { browser: string | null; system: string | null } {
  return { browser: firstMatch(browsers, userAgent), system: firstMatch(systems, userAgent) };
}

function firstMatch(patterns: [name: string, pattern: RegExp][], userAgent: string): string | null {
  for (const [name, pattern] of patterns) {
    const match = pattern.exec(userAgent);
    if (!match) continue;
    const major = match[1]?.split(/[._]/)[0];
    return major ? `${name} ${major}` : name;
  }
  return null;
}
