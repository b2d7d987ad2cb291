import { expect, test } from 'vitest';
import { regionOf } from '../../api/core/addressRegion.ts';
import { deviceOf } from '../../api/visitor/deviceRules.ts';
import { progressOf } from '../../api/visitor/progressRules.ts';
import { visitSource } from '../../api/visitor/visitSourceRules.ts';

const site = 'https://clinic.example/';

test('a search engine is named with what was searched for, where it tells', () => {
  expect(visitSource('https://www.baidu.com/s?wd=%E7%A7%8D%E7%89%99&rsv=1', site)).toEqual({
    kind: 'SEARCH',
    name: '百度',
    keyword: '种牙',
    campaign: null,
  });
  expect(visitSource('https://www.google.com.hk/', site)).toMatchObject({
    kind: 'SEARCH',
    name: 'Google',
    keyword: null,
  });
  expect(visitSource('https://m.sm.cn/s?q=%E6%B4%97%E7%89%99', site)).toMatchObject({
    name: '神马',
    keyword: '洗牙',
  });
});

test('an advertisement is known by the landing page’s parameters', () => {
  const landing = `${site}?utm_source=baidu&utm_medium=cpc&utm_campaign=autumn&utm_term=%E7%A7%8D%E7%89%99`;
  expect(visitSource('https://www.baidu.com/', landing)).toEqual({
    kind: 'CAMPAIGN',
    name: 'baidu',
    keyword: '种牙',
    campaign: { source: 'baidu', medium: 'cpc', name: 'autumn', term: '种牙', content: null },
  });
  expect(visitSource('', `${site}?gclid=abc`)).toMatchObject({ kind: 'CAMPAIGN', name: 'Google' });
});

test('a link from elsewhere is named by its site; the own pages and no page are no source', () => {
  expect(visitSource('https://www.dianping.com/shop/1', site)).toMatchObject({
    kind: 'LINK',
    name: 'dianping.com',
  });
  for (const referrer of ['', `${site}about`, 'javascript:alert(1)', 'not an address'])
    expect(visitSource(referrer, site)).toMatchObject({ kind: 'DIRECT', name: null, keyword: null });
  expect(visitSource('https://notbaidu.com/s?wd=x', site)).toMatchObject({ kind: 'LINK' });
});

test('browsers that Chinese visitors come with are told apart from those they claim to be', () => {
  const wechat =
    'Mozilla/5.0 (Linux; Android 14; V2302A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.48';
  expect(deviceOf(wechat)).toEqual({ browser: 'WeChat 8', system: 'Android 14', kind: 'PHONE' });
  const huawei =
    'Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Chrome/99.0.4844.88 HuaweiBrowser/13.0.3.302 Mobile Safari/537.36';
  expect(deviceOf(huawei)).toEqual({ browser: 'Huawei 13', system: 'HarmonyOS', kind: 'PHONE' });
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0';
  expect(deviceOf(windows)).toEqual({ browser: 'Edge 126', system: 'Windows', kind: 'COMPUTER' });
  const ipad =
    'Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile/15E148 Safari/604.1';
  expect(deviceOf(ipad)).toEqual({ browser: 'Safari 16', system: 'iOS 16', kind: 'TABLET' });
  expect(deviceOf('')).toEqual({ browser: null, system: null, kind: null });
});

test('an address has the region of its province or country, and what is not known for certain has none', () => {
  expect(regionOf('202.96.128.86')).toEqual({ country: '中国', province: '广东省' });
  expect(regionOf('::ffff:202.96.128.86')).toEqual({ country: '中国', province: '广东省' });
  expect(regionOf('8.8.8.8')).toEqual({ country: '美国', province: null });
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '172.20.1.1',
    '::1',
    '2408:8400::1',
    '',
    'nonsense',
    '999.1.1.1',
  ])
    expect(regionOf(address)).toBeNull();
});

test('progress is the first word and the first of the present tags of each step', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour));
  const tagging = (
    hour: number,
    name: string,
    stage: 'CONTACT' | 'APPOINTMENT' | null,
    isRemoved = false,
  ) => ({
    taggedAt: at(hour),
    removedAt: isRemoved ? at(23) : null,
    tag: { name, stage },
  });
  const steps = progressOf(at(1), [
    tagging(4, '转电', 'CONTACT'),
    tagging(3, '转微', 'CONTACT'),
    tagging(2, '老患者', null),
    tagging(5, '预约', 'APPOINTMENT', true),
  ]);
  expect(steps).toEqual([
    { stage: 'FIRST_WORD', reachedAt: at(1), tagNames: [] },
    { stage: 'CONTACT', reachedAt: at(3), tagNames: ['转微', '转电'] },
    { stage: 'APPOINTMENT', reachedAt: null, tagNames: [] },
    { stage: 'ARRIVAL', reachedAt: null, tagNames: [] },
  ]);
});
