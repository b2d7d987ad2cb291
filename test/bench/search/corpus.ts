import type { Client } from 'pg';
import { searchTextOf } from '../../../api/quickReply/quickReplyRules.ts';
import { stretchesOf } from '../../../api/search/talkRules.ts';
import { createChance } from '../../support/chance.ts';
import { createMessages } from './variations.ts';

/** How much is searched. */
export interface CorpusSize {
  messages: number;
  replies: number;
}

/** Messages of a session on average, and sessions of a visitor. */
const messagesPerSession = 10;
const sessionsPerVisitor = 1.5;
const batch = 500;
const firstDay = Date.parse('2024-11-01T00:00:00Z');
const days = 720;

type Row = (string | number | null)[];

/**
 * Fills a database that has the demo data with ended sessions of two years, as the product would have left them, the texts
 * of search included. Their index is made at the end: entry by entry it would take three times as long.
 */
export async function fillCorpus(
  client: Client,
  size: CorpusSize,
  say: (line: string) => void,
): Promise<void> {
  const chance = createChance(7);
  const message = createMessages(11);
  const agents = (
    await client.query<{ id: string; departmentId: string }>(
      `SELECT "id", "departmentId" FROM "Agent" WHERE "login" <> 'admin' ORDER BY "login"`,
    )
  ).rows;
  const site = (await client.query<{ id: string }>('SELECT "id" FROM "Site"')).rows[0]?.id ?? '';
  const sessionCount = Math.ceil(size.messages / messagesPerSession);
  const visitorCount = Math.ceil(sessionCount / sessionsPerVisitor);
  for (let from = 0; from < visitorCount; from += batch) {
    const rows = range(from, Math.min(from + batch, visitorCount)).map((n): Row => {
      const note = chance() < 0.2 ? message().slice(0, 60) : '';
      const nickname = chance() < 0.1 ? `${surnames[n % surnames.length]}女士` : String(10_000_000 + n);
      return [idAt(dayOf(n / visitorCount), chance), site, 10_000_000 + n, nickname, note];
    });
    await insert(client, 'Visitor', visitorColumns, rows);
  }
  const visitors = (await client.query<{ id: string }>('SELECT "id" FROM "Visitor" ORDER BY "id"')).rows;
  const { rows } = await client.query<{ definition: string }>(
    `SELECT indexdef AS definition FROM pg_indexes WHERE indexname = 'SearchableTalk_terms_idx'`,
  );
  const definition = rows[0]?.definition ?? '';
  await client.query('DROP INDEX "SearchableTalk_terms_idx"');
  let sent = 0;
  for (let from = 0; from < sessionCount; from += batch) {
    const sessions: Row[] = [];
    const messages: Row[] = [];
    const pages: Row[] = [];
    const talks: Row[] = [];
    for (const n of range(from, Math.min(from + batch, sessionCount))) {
      const at = dayOf(n / sessionCount);
      const id = idAt(at, chance);
      const agent = agents[n % agents.length];
      const visitor =
        visitors[Math.floor(((n + chance() * 1_000) / (sessionCount + 1_000)) * visitors.length)];
      const count = 2 + Math.floor(chance() * (2 * messagesPerSession - 3));
      const end = iso(at + count * 30_000);
      sessions.push([
        id,
        visitor?.id ?? '',
        site,
        agent?.departmentId ?? '',
        agent?.id ?? '',
        iso(at),
        end,
        count,
      ]);
      pages.push([
        idAt(at, chance),
        id,
        `https://clinic.example/page/${n % 997}`,
        message().slice(0, 30),
        iso(at),
      ]);
      for (let seq = 1; seq <= count; seq++) {
        const byAgent = seq % 2 === 0;
        const author = byAgent ? 'AGENT' : 'VISITOR';
        const agentId = byAgent ? (agent?.id ?? null) : null;
        messages.push([id, seq, `c${seq}`, author, agentId, message(), iso(at + seq * 30_000)]);
      }
      const said = messages.slice(-count).map((row) => ({ seq: Number(row[1]), text: String(row[5]) }));
      for (const { fromSeq, toSeq, text } of stretchesOf(said)) talks.push([id, fromSeq, toSeq, text]);
    }
    await insert(client, 'Session', sessionColumns, sessions);
    await insert(client, 'PageVisit', pageColumns, pages);
    await insert(client, 'SearchableTalk', talkColumns, talks);
    for (let at = 0; at < messages.length; at += 2_000)
      await insert(client, 'Message', messageColumns, messages.slice(at, at + 2_000));
    sent += messages.length;
    if ((from / batch) % 40 === 39) say(`${sent} messages`);
  }
  await fillReplies(client, size.replies, message);
  await client.query("SET maintenance_work_mem = '1GB'");
  await client.query(definition);
  await client.query('VACUUM ANALYZE');
}

async function fillReplies(client: Client, count: number, message: () => string): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    const rows = range(from, Math.min(from + batch, count)).map((n): Row => {
      const [title, content] = [message().slice(0, 12), message()];
      return [title, content, searchTextOf({ title, content }), n];
    });
    await insert(client, 'QuickReply', replyColumns, rows);
  }
}

const surnames = Array.from('王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗');
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const dayOf = (share: number) => Math.floor(firstDay + share * days * 86_400_000);
const iso = (at: number) => new Date(at).toISOString();

/** A UUID version 7 of a moment. */
function idAt(at: number, chance: () => number): string {
  const hex = (value: number, digits: number) => Math.floor(value).toString(16).padStart(digits, '0');
  const time = hex(at, 12);
  const random = hex(chance() * 2 ** 48, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(chance() * 4096, 3)}-8${hex(chance() * 4096, 3)}-${random}`;
}

/** Columns with their types; what is an expression of others stands for itself. */
type Columns = Record<string, string>;

const visitorColumns: Columns = { id: 'uuid', siteId: 'uuid', number: 'int', nickname: 'text', note: 'text' };
const sessionColumns: Columns = {
  id: 'uuid',
  visitorId: 'uuid',
  siteId: 'uuid',
  departmentId: 'uuid',
  ownerId: 'uuid',
  startedAt: 'timestamptz',
  endedAt: 'timestamptz',
  lastSeq: 'int',
};
const pageColumns: Columns = {
  id: 'uuid',
  sessionId: 'uuid',
  url: 'text',
  title: 'text',
  enteredAt: 'timestamptz',
};
const messageColumns: Columns = {
  sessionId: 'uuid',
  seq: 'int',
  clientId: 'text',
  author: '"MessageAuthor"',
  agentId: 'uuid',
  text: 'text',
  createdAt: 'timestamptz',
};
const talkColumns: Columns = { sessionId: 'uuid', fromSeq: 'int', toSeq: 'int', text: 'text' };
const replyColumns: Columns = { title: 'text', content: 'text', searchText: 'text', position: 'int' };

/** Columns that follow from others. */
const derived: Record<string, Record<string, string>> = {
  Visitor: { updatedAt: 'now()' },
  Session: {
    searchableSeq: '"lastSeq"',
    activeAt: '"endedAt"',
    lastMessageAt: '"endedAt"',
    visitorSpokeAt: '"startedAt"',
  },
  QuickReply: { id: 'gen_random_uuid()', updatedAt: 'now()' },
};

async function insert(client: Client, table: string, columns: Columns, rows: Row[]): Promise<void> {
  const names = Object.keys(columns);
  const more = derived[table] ?? {};
  const list = (of: string[]) => of.map((name) => `"${name}"`).join(', ');
  const arrays = Object.values(columns).map((type, n) => `$${n + 1}::${type}[]`);
  await client.query(
    `INSERT INTO "${table}" (${list([...names, ...Object.keys(more)])})
    SELECT ${[...names.map((name) => `"${name}"`), ...Object.values(more)].join(', ')}
    FROM unnest(${arrays.join(', ')}) rows (${list(names)})`,
    names.map((_, column) => rows.map((row) => row[column])),
  );
}
