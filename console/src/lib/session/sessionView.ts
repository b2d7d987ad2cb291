import { contactKinds } from '#lib/contactDetail/contactLook.ts';
import type {
  ContactKind,
  Permission,
  SessionColumnsFragment,
  SessionFilterInput,
  SessionList,
  SessionOrder,
} from '#lib/gql/generated.ts';

/** Whose sessions: one's own and those of nobody, one agent's, or with neither all that one may see. */
export interface SessionScope {
  isMine: boolean;
  ownerId: string | null;
}

/** Of whose visitors only: with one of these tags, and of whom something of one of these kinds is known. */
export interface SessionFilter {
  tagIds: readonly string[];
  contactKinds: readonly ContactKind[];
}

/** What the list shows: which sessions of whom, in which order, containing what. It lives in the address. */
export interface SessionView extends SessionFilter {
  list: SessionList;
  scope: SessionScope;
  order: SessionOrder;
  search: string;
}

/** The visitors' lists in the order in which they are offered. */
export const sessionLists = [
  'ONLINE',
  'TALKING',
  'LEFT_MESSAGES',
  'TALKED',
  'LEFT',
  'SUSPECTED',
  'BLOCKED',
] as const satisfies readonly SessionList[];

/** Those in which somebody may be waiting for an answer. */
export const liveLists: readonly SessionList[] = ['ONLINE', 'TALKING', 'LEFT_MESSAGES'];

export const sessionOrders = ['ATTENTION', 'NEWEST'] as const satisfies readonly SessionOrder[];

export const ownScope: SessionScope = { isMine: true, ownerId: null };
export const wholeScope: SessionScope = { isMine: false, ownerId: null };

export const noFilter: SessionFilter = { tagIds: [], contactKinds: [] };

/** The API takes no more tags at once. */
export const mostFilterTags = 50;

export const firstView: SessionView = {
  list: 'TALKING',
  scope: ownScope,
  order: 'ATTENTION',
  search: '',
  ...noFilter,
};

/** Whether an agent's role lets them look at the sessions of others. */
export function canSeeOthers(permissions: readonly Permission[]): boolean {
  return permissions.includes('SEE_DEPARTMENT_SESSIONS') || permissions.includes('SEE_ALL_SESSIONS');
}

/** The view that an address asks for; what it says wrongly, or may not ask for, is as if it were not there. */
export function viewIn(
  query: Pick<URLSearchParams, 'get' | 'getAll'>,
  permissions: readonly Permission[],
): SessionView {
  const inAddress = <T extends string>(all: readonly T[], name: string, otherwise: T): T =>
    all.find((one) => addressWord(one) === query.get(name)) ?? otherwise;
  return {
    list: inAddress(sessionLists, 'list', firstView.list),
    scope: canSeeOthers(permissions) ? scopeIn(query.get('of')) : ownScope,
    order: inAddress(sessionOrders, 'order', firstView.order),
    search: (query.get('search') ?? '').trim(),
    tagIds: [...new Set(query.getAll('tag').filter((id) => isId.test(id)))].slice(0, mostFilterTags),
    contactKinds: contactKinds.filter((kind) => query.getAll('known').includes(addressWord(kind))),
  };
}

/** The query of an address that asks for a view; empty for the one that is shown without asking. */
export function queryFor({ list, scope, order, search, ...filter }: SessionView): string {
  const query = new URLSearchParams();
  if (list !== firstView.list) query.set('list', addressWord(list));
  if (!scope.isMine) query.set('of', scope.ownerId ?? 'all');
  if (order !== firstView.order) query.set('order', addressWord(order));
  if (search) query.set('search', search);
  for (const id of filter.tagIds) query.append('tag', id);
  for (const kind of filter.contactKinds) query.append('known', addressWord(kind));
  return query.toString();
}

/** What the API is asked for. */
export function filterFor({ list, scope, search, tagIds, ...filter }: SessionView): SessionFilterInput {
  return {
    list,
    ownerId: scope.ownerId,
    isMine: scope.isMine || null,
    search: search || null,
    tagIds: tagIds.length > 0 ? [...tagIds] : null,
    contactKinds: filter.contactKinds.length > 0 ? [...filter.contactKinds] : null,
  };
}

export function isFiltered(filter: SessionFilter): boolean {
  return filter.tagIds.length + filter.contactKinds.length > 0;
}

/** Whether only the API knows which sessions are in it: there is a search or a filter. */
export function isNarrowed(view: SessionView): boolean {
  return view.search !== '' || isFiltered(view);
}

/** Whether a session belongs there, as far as can be told without searching in it, or asking who its visitor is. */
export function isIn(
  { list, scope }: SessionView,
  session: Pick<SessionColumnsFragment, 'list' | 'ownerId'>,
  agentId: string,
): boolean {
  if (session.list !== list) return false;
  if (scope.isMine) return session.ownerId === agentId || session.ownerId === null;
  return scope.ownerId === null || session.ownerId === scope.ownerId;
}

export function isSameScope(a: SessionScope, b: SessionScope): boolean {
  return a.isMine === b.isMine && a.ownerId === b.ownerId;
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function scopeIn(text: string | null): SessionScope {
  if (!text) return ownScope;
  return text === 'all' ? wholeScope : { isMine: false, ownerId: text };
}

function addressWord(value: string): string {
  return value.toLowerCase().replaceAll('_', '-');
}
