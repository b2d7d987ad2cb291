import { matchingEntries } from '../../api/audit/auditFilters.ts';
import { nameThings } from '../../api/audit/nameThings.ts';
import { builder } from '../builder.ts';
import { AuditEntryType } from './auditEntryType.ts';

const AuditFilterInput = builder.inputType('AuditFilterInput', {
  description: 'Which entries to show; what is left out restricts nothing.',
  fields: (t) => ({
    agentName: t.string({
      required: false,
      description: 'Only what was done by those with this in their name, as it was then.',
    }),
    agentId: t.id({ required: false, description: 'Only what this agent did.' }),
    apiTokenId: t.id({ required: false, description: 'Only what was done by this API token.' }),
    action: t.string({ required: false, description: 'Only this, named as the mutation.' }),
    targetType: t.string({ required: false, description: 'Only what was done to this kind of thing.' }),
    targetId: t.id({ required: false, description: 'Only what was done to the thing with this id.' }),
    from: t.field({ type: 'DateTime', required: false, description: 'Only what was done then or later.' }),
    to: t.field({ type: 'DateTime', required: false, description: 'Only what was done before then.' }),
  }),
});

builder.queryField('auditEntries', (t) =>
  t.prismaConnection({
    type: AuditEntryType,
    cursor: 'id',
    description: 'Who did what, the newest first. For those who may see it.',
    authScopes: { permission: 'SEE_AUDIT' },
    args: {
      filter: t.arg({ type: AuditFilterInput, required: false, description: 'Which entries; all without.' }),
    },
    resolve: async (query, _root, { filter }, { core }) => {
      const entries = await core.database.prisma.auditEntry.findMany({
        ...query,
        // Whole: what names things needs more than what is asked for.
        select: null,
        where: matchingEntries(filter ?? {}),
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      });
      return nameThings(core, entries);
    },
  }),
);
