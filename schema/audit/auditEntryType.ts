import type { NamedEntry } from '../../api/audit/nameThings.ts';
import { changesOf, namedValue, targetNameOf, type AuditChange } from '../../api/audit/recordAudit.ts';
import { builder } from '../builder.ts';

const AuditChangeType = builder.objectRef<AuditChange>('AuditChange').implement({
  description: 'A field that changed.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Its name.' }),
    before: t.string({
      description: 'Its value before, as JSON.',
      resolve: ({ before }) => JSON.stringify(before),
    }),
    after: t.string({
      description: 'Its value after, as JSON.',
      resolve: ({ after }) => JSON.stringify(after),
    }),
    beforeName: t.string({
      nullable: true,
      description: 'The value before with what its ids name now instead of them; null when it names nothing.',
      resolve: ({ before, names }) => namedValue(before, names),
    }),
    afterName: t.string({
      nullable: true,
      description: 'The value after with what its ids name now instead of them; null when it names nothing.',
      resolve: ({ after, names }) => namedValue(after, names),
    }),
  }),
});

/** The names come with the entry from the one field that leads here. */
const namesOf = (entry: object) => (entry as Partial<NamedEntry>).names ?? new Map<string, string>();

const forAuditors = { authScopes: { permission: 'SEE_AUDIT' } } as const;

export const AuditEntryType = builder.prismaObject('AuditEntry', {
  // Also where another type leads here one day.
  ...forAuditors,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was done.' }),
    agentId: t.exposeID('agentId', { nullable: true }),
    agentName: t.exposeString('agentName'),
    apiTokenId: t.exposeID('apiTokenId', { nullable: true }),
    apiTokenName: t.exposeString('apiTokenName', { nullable: true }),
    action: t.exposeString('action', { description: 'What was done, named as the mutation.' }),
    targetType: t.exposeString('targetType'),
    targetId: t.exposeString('targetId', { description: 'The id of what it was done to.' }),
    targetName: t.string({
      nullable: true,
      description: 'What that is called: now, or when it is gone, as it was; null for what has no name.',
      resolve: (entry) => targetNameOf(entry, namesOf(entry)),
    }),
    changes: t.field({
      type: [AuditChangeType],
      description: 'What changed, without secrets.',
      resolve: (entry) => changesOf(entry.changes, namesOf(entry)),
    }),
  }),
});
