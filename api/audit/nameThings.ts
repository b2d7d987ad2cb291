import type { AuditEntry } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { AuditTarget } from './recordAudit.ts';

/** What things are called now, by id. Those that are gone, or are no things, have none. */
export type Names = ReadonlyMap<string, string>;
/** An entry with the names of all that it tells of. */
export type NamedEntry = AuditEntry & { names: Names };

type Row = { id: string; name: string };
type Look = (core: Core, ids: string[]) => Promise<Row[]>;

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
const where = (ids: string[]) => ({ id: { in: ids } });
const named = { id: true, name: true } as const;

const agents: Look = async ({ database }, ids) => {
  const rows = await database.prisma.agent.findMany({
    where: where(ids),
    select: { id: true, displayName: true },
  });
  return rows.map(({ id, displayName }) => ({ id, name: displayName }));
};
const departments: Look = ({ database }, ids) =>
  database.prisma.department.findMany({ where: where(ids), select: named });
const roles: Look = ({ database }, ids) =>
  database.prisma.role.findMany({ where: where(ids), select: named });

/** Where the things that something is done to are looked up. */
const looks: Partial<Record<AuditTarget['type'], Look>> = {
  Agent: agents,
  Department: departments,
  Role: roles,
  Site: ({ database }, ids) => database.prisma.site.findMany({ where: where(ids), select: named }),
  SessionOutcome: ({ database }, ids) =>
    database.prisma.sessionOutcome.findMany({ where: where(ids), select: named }),
  ApiToken: ({ database }, ids) => database.prisma.apiToken.findMany({ where: where(ids), select: named }),
  Webhook: ({ database }, ids) => database.prisma.webhook.findMany({ where: where(ids), select: named }),
  Tag: ({ database }, ids) => database.prisma.tag.findMany({ where: where(ids), select: named }),
  QuickReply: async ({ database }, ids) => {
    const select = { id: true, title: true } as const;
    const rows = await database.prisma.quickReply.findMany({ where: where(ids), select });
    return rows.map(({ id, title }) => ({ id, name: title }));
  },
  Visitor: async ({ database }, ids) => {
    const select = { id: true, nickname: true } as const;
    const rows = await database.prisma.visitor.findMany({ where: where(ids), select });
    return rows.map(({ id, nickname }) => ({ id, name: nickname }));
  },
  Session: async ({ database }, ids) => {
    const select = { id: true, visitor: { select: { nickname: true } } } as const;
    const rows = await database.prisma.session.findMany({ where: where(ids), select });
    return rows.map(({ id, visitor }) => ({ id, name: visitor.nickname }));
  },
};
/** What changes name beside the thing itself. */
const looksOfChanges = [agents, departments, roles];

/** Entries with the names of what they tell of, by a number of queries that does not grow with theirs. */
export async function nameThings(core: Core, entries: readonly AuditEntry[]): Promise<NamedEntry[]> {
  const ofChanges = idsIn(entries.map(({ changes }) => JSON.stringify(changes)));
  const found = await Promise.all([
    ...Object.entries(looks).map(([type, look]) => {
      const ids = idsIn(entries.filter((one) => one.targetType === type).map((one) => one.targetId));
      return ids.length > 0 ? look(core, ids) : [];
    }),
    ...looksOfChanges.map((look) => (ofChanges.length > 0 ? look(core, ofChanges) : [])),
  ]);
  const names: Names = new Map(found.flat().map(({ id, name }) => [id, name]));
  return entries.map((entry) => ({ ...entry, names }));
}

function idsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(uuid) ?? []))];
}
