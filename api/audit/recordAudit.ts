import type { AuditEntry } from '../../prisma/generated/client/client.ts';
import type { Actor, AgentActor } from '../core/actor.ts';
import type { Transaction } from '../core/transaction.ts';

/** Who did it; of an agent who is just signing in only this is known. */
export type AuditAuthor =
  | Exclude<Actor, AgentActor>
  | (Pick<AgentActor, 'agentId' | 'displayName'> & Partial<Pick<AgentActor, 'credential'>>);

/** What something was done to. */
export interface AuditTarget {
  type:
    | 'Agent'
    | 'ApiToken'
    | 'Department'
    | 'QuickReply'
    | 'Role'
    | 'Script'
    | 'Session'
    | 'SessionOutcome'
    | 'Setting'
    | 'Site'
    | 'Tag'
    | 'Visitor'
    | 'Webhook';
  id: string;
}

type AuditedValue = string | number | boolean | null | readonly string[];

/** The fields that changed, each with its value before and after. Never secrets, nor what is made from them. */
export type AuditChanges = Record<string, { before: AuditedValue; after: AuditedValue }>;

/**
 * Writes down who did what, in the transaction in which it is done: neither is ever there without the other. The
 * database says when, so that the entries of all processes stand in one order.
 * @param action the verb, named as the mutation
 */
export async function recordAudit(
  transaction: Transaction,
  actor: AuditAuthor,
  action: string,
  target: AuditTarget,
  changes: AuditChanges = {},
): Promise<void> {
  await transaction.auditEntry.create({
    data: { ...authorOf(actor), action, targetType: target.type, targetId: target.id, changes },
  });
}

/** The agent who did it, and the API token by which a program did it in the agent's name. */
function authorOf(actor: AuditAuthor): Partial<AuditEntry> {
  if (!('agentId' in actor)) return { agentId: null };
  const author = { agentId: actor.agentId, agentName: actor.displayName };
  const { credential } = actor;
  return credential?.kind === 'token'
    ? { ...author, apiTokenId: credential.id, apiTokenName: credential.name }
    : author;
}

/** Those of some fields whose values differ between two states of a thing. */
export function changesBetween<Field extends string>(
  fields: readonly Field[],
  before: Partial<Record<Field, AuditedValue>>,
  after: Partial<Record<Field, AuditedValue>>,
): AuditChanges {
  const changed = fields.flatMap((field) => {
    const values = { before: before[field] ?? null, after: after[field] ?? null };
    return JSON.stringify(values.before) === JSON.stringify(values.after) ? [] : [[field, values] as const];
  });
  return Object.fromEntries(changed);
}

/** One field that changed, as it is read. */
export interface AuditChange {
  field: string;
  before: unknown;
  after: unknown;
  /** What the things are called now whose ids these values are. */
  names: ReadonlyMap<string, string>;
}

/** What an entry keeps of the changes, as a list. */
export function changesOf(kept: unknown, names: AuditChange['names'] = new Map()): AuditChange[] {
  const changes = (kept ?? {}) as AuditChanges;
  return Object.entries(changes).map(([field, { before, after }]) => ({ field, before, after, names }));
}

/** What the thing is called that an entry tells of: now, or, when it is gone, as the entry says. */
export function targetNameOf(
  { targetId, changes }: { targetId: string; changes: unknown },
  names: AuditChange['names'],
): string | null {
  const kept = (changes ?? {}) as AuditChanges;
  const said = [kept.displayName, kept.name, kept.title, kept.nickname].find((one) => one !== undefined);
  const name = names.get(targetId) ?? said?.after ?? said?.before;
  return typeof name === 'string' ? name : null;
}

/** A value in which ids have given way to what they name; null when there is none that names anything. */
export function namedValue(value: unknown, names: AuditChange['names']): string | null {
  const parts = [value].flat().map(String);
  const said = parts.map((part) => part.replaceAll(/[0-9a-f-]{36}/g, (id) => names.get(id) ?? id));
  return said.join('; ') === parts.join('; ') ? null : said.join('; ');
}
