import { describe, expect, it } from 'vitest';
import { shortAddress } from '#lib/visitor/shortAddress.ts';
import { describeUserAgent } from '#lib/visitor/userAgent.ts';

describe('what a browser says of itself', () => {
  it.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50(0x1800) NetType/WIFI',
      'WeChat 8',
      'iOS 17',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
      'Edge 131',
      'Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari 18',
      'macOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Mobile Safari/537.36',
      'Chrome 116',
      'Android 14',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox 132', 'Linux'],
    ['curl/8', null, null],
    ['', null, null],
  ])('%s', (userAgent, browser, system) => {
    expect(describeUserAgent(userAgent)).toEqual({ browser, system });
  });
});

describe('a page’s address', () => {
  it('is shown as one reads it', () => {
    expect(shortAddress('https://clinic.example/%E7%9A%AE%E8%82%A4%E7%A7%91/?utm_source=baidu')).toBe(
      'clinic.example/皮肤科/',
    );
    expect(shortAddress('https://clinic.example/')).toBe('clinic.example');
  });

  it('is shown as it is where it is none', () => {
    expect(shortAddress('about blank')).toBe('about blank');
    expect(shortAddress('https://clinic.example/%E7')).toBe('https://clinic.example/%E7');
  });
});
