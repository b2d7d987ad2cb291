/** How a visitor came to the site. */
export type VisitSourceKind = 'DIRECT' | 'SEARCH' | 'CAMPAIGN' | 'LINK';

/** What the landing page's address tells of a campaign; each is null when it does not. */
export interface Campaign {
  source: string | null;
  medium: string | null;
  name: string | null;
  term: string | null;
  content: string | null;
}

export interface VisitSource {
  kind: VisitSourceKind;
  /** The search engine, or the site whose link was followed. */
  name: string | null;
  /** What was searched for, where the engine or the campaign tells. */
  keyword: string | null;
  campaign: Campaign | null;
}

/** Search engines: whose hosts end with what, and by which parameters they tell what was searched for. */
const engines: [host: string, name: string, parameters: string[]][] = [
  ['baidu.com', '百度', ['wd', 'word', 'kw', 'keyword']],
  ['sogou.com', '搜狗', ['query', 'keyword']],
  ['so.com', '360', ['q']],
  ['sm.cn', '神马', ['q']],
  ['toutiao.com', '头条', ['keyword']],
  ['bing.com', 'Bing', ['q']],
  ['google.', 'Google', ['q']],
  ['duckduckgo.com', 'DuckDuckGo', ['q']],
  ['yandex.', 'Yandex', ['text']],
  ['weixin.qq.com', '微信', ['query']],
];

/** Marks that advertising puts on a landing page's address, where no campaign is named. */
const clickMarks: [parameter: string, source: string][] = [
  ['bd_vid', '百度'],
  ['hmsr', '百度'],
  ['qhclickid', '360'],
  ['sogouad', '搜狗'],
  ['gclid', 'Google'],
  ['msclkid', 'Bing'],
  ['gdt_vid', '腾讯广告'],
  ['clickid', '头条'],
];

/** Longer parts of an address tell nothing more. */
const maxLength = 200;

/**
 * How a visitor came, as far as the addresses tell; never a guess.
 * @param referrer address of the page before @param landingPageUrl address of the first page of the site
 */
export function visitSource(referrer: string, landingPageUrl: string): VisitSource {
  const landing = addressOf(landingPageUrl);
  const from = addressOf(referrer);
  const campaign = landing && campaignOf(landing.searchParams);
  const engine = from && engineOf(from.hostname);
  const keyword = (engine && from && firstOf(from.searchParams, engine.parameters)) || campaign?.term || null;
  if (campaign) return { kind: 'CAMPAIGN', name: campaign.source ?? engine?.name ?? null, keyword, campaign };
  if (engine) return { kind: 'SEARCH', name: engine.name, keyword, campaign };
  if (!from || from.host === landing?.host) return { kind: 'DIRECT', name: null, keyword: null, campaign };
  return { kind: 'LINK', name: from.hostname.replace(/^www\./, ''), keyword: null, campaign };
}

function campaignOf(parameters: URLSearchParams): Campaign | null {
  const utm = (name: string) => firstOf(parameters, [`utm_${name}`]);
  const mark = clickMarks.find(([parameter]) => parameters.has(parameter));
  const campaign = {
    source: utm('source') ?? mark?.[1] ?? null,
    medium: utm('medium'),
    name: utm('campaign'),
    term: utm('term') ?? (mark ? firstOf(parameters, ['keyword', 'kw', 'e_keyword']) : null),
    content: utm('content'),
  };
  return Object.values(campaign).some((value) => value !== null) ? campaign : null;
}

function engineOf(hostname: string): { name: string; parameters: string[] } | undefined {
  const found = engines.find(([host]) =>
    host.endsWith('.')
      ? hostname.split('.').includes(host.slice(0, -1))
      : hostname === host || hostname.endsWith(`.${host}`),
  );
  return found && { name: found[1], parameters: found[2] };
}

function firstOf(parameters: URLSearchParams, names: string[]): string | null {
  for (const name of names) {
    const value = parameters.get(name)?.trim();
    if (value) return value.slice(0, maxLength);
  }
  return null;
}

function addressOf(text: string): URL | null {
  const address = URL.parse(text);
  return address?.protocol === 'http:' || address?.protocol === 'https:' ? address : null;
}
