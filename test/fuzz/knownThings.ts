import { pick } from '../support/chance.ts';

/** What a good client would write into a field of this name. */
const goodTexts: Record<string, readonly string[]> = {
  siteKey: ['demo'],
  pageUrl: ['https://clinic.example/visit?utm_source=baidu'],
  referrer: ['https://www.baidu.com/s?wd=x'],
  allowedOrigins: ['https://clinic.example', 'https://*.clinic.example'],
  login: ['lin', 'fuzz.one', 'fuzz.two'],
  password: ['long enough to be taken'],
  newPassword: ['long enough to be taken'],
  color: ['#112233'],
  accentColor: ['#112233'],
  url: ['https://hooks.example.invalid/x'],
  issuer: ['https://id.example.invalid'],
  endpoint: ['https://push.example.invalid/x'],
  publicKey: [Buffer.alloc(65, 4).toString('base64url')],
  authSecret: [Buffer.alloc(16).toString('base64url')],
  timeZone: ['Asia/Shanghai', 'America/New_York'],
  language: ['zh-CN', 'en'],
  localTime: ['2026-11-22T08:30'],
  from: ['22:00', '08:00'],
  to: ['07:00', '20:00'],
  csv: ['title,content\nhours,We open at eight.\n'],
  phone: ['13912345678'],
  wechat: ['wx_fuzz01'],
  code: ['123456'],
  action: ['signIn', 'updateSettings'],
  targetType: ['Agent', 'Session'],
};

/** Which names of fields give what these ask for. */
const sources: Record<string, readonly string[]> = {
  after: ['endCursor', 'cursor', 'startCursor'],
  before: ['startCursor', 'cursor', 'endCursor'],
  token: ['token', 'secret'],
  visitorSecret: ['visitorSecret'],
};

/** The types whose ids a field of this name takes, where that is not its name without `Id`. */
const types: Record<string, readonly string[]> = {
  owner: ['Agent'],
  toAgent: ['Agent'],
  handOverTo: ['Agent'],
  quickRepliesTo: ['Agent'],
  previousAgent: ['Agent'],
  mentionedAgent: ['Agent'],
  parent: ['Department'],
  reply: ['QuickReply'],
  category: ['QuickReplyCategory'],
  detail: ['ContactDetail'],
  outcome: ['SessionOutcome'],
  delivery: ['WebhookDelivery'],
  saidScript: ['Script'],
  target: ['Session', 'Agent', 'Visitor'],
};

/** So many of each are remembered: the newest, beside the first. */
const most = 60;

/** Ids and texts that answers have brought, so that later operations ask for what is there. */
export class KnownThings {
  readonly #ids = new Map<string, string[]>();
  readonly #texts = new Map<string, string[]>();

  /** Remembers what an answer holds. */
  learn(value: unknown): void {
    if (Array.isArray(value)) for (const one of value) this.learn(one);
    if (typeof value !== 'object' || value === null) return;
    const { __typename: type } = value as { __typename?: unknown };
    for (const [name, held] of Object.entries(value)) {
      if (typeof held !== 'string') this.learn(held);
      else if (name === 'id') keep(this.#ids, typeof type === 'string' ? type : '', held);
      else keep(this.#texts, name, held);
    }
  }

  /** An id for a field of this name: of a thing of the right type where one is known. */
  id(chance: () => number, name: string): string {
    const thing = name.replace(/Ids?$/, '');
    const capital = `${thing.charAt(0).toUpperCase()}${thing.slice(1)}`;
    const wanted = chance() < 0.95 ? (types[thing] ?? [capital]) : [...this.#ids.keys()];
    const ids = wanted.flatMap((type) => this.#ids.get(type) ?? []);
    const some = ids.length > 0 ? ids : [...this.#ids.values()].flat();
    return some.length > 0 ? pick(chance, some) : '018f0000-0000-7000-8000-000000000000';
  }

  /** A text for a field of this name. */
  text(chance: () => number, name: string): string {
    const heard = (sources[name] ?? [name]).flatMap((one) => this.#texts.get(one) ?? []);
    const good = goodTexts[name] ?? [];
    if (heard.length + good.length === 0) return pick(chance, ['x', '您好，我想预约', 'good day']);
    return pick(chance, good.length > 0 && chance() < 0.7 ? good : [...heard, ...good]);
  }
}

function keep(all: Map<string, string[]>, name: string, value: string): void {
  const known = all.get(name);
  if (!known) all.set(name, [value]);
  else if (!known.includes(value)) {
    known.push(value);
    if (known.length > most) known.splice(most / 2, 1);
  }
}
