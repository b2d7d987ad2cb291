import { NotFoundError } from '../../api/core/errors.ts';
import { createSite } from '../../api/site/createSite.ts';
import { deleteSite } from '../../api/site/deleteSite.ts';
import { renewSiteKey } from '../../api/site/renewSiteKey.ts';
import { SiteInUseError } from '../../api/site/siteErrors.ts';
import { updateSite } from '../../api/site/updateSite.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { CreateSiteInput, UpdateSiteInput } from './siteInputs.ts';
import { SiteType } from './siteType.ts';

const RenewSiteKeyInput = builder.inputType('RenewSiteKeyInput', {
  description: 'Which site is to have another key.',
  fields: (t) => ({ siteId: t.id({ description: 'Which site.' }) }),
});

const DeleteSiteInput = builder.inputType('DeleteSiteInput', {
  description: 'Which site to delete.',
  fields: (t) => ({ siteId: t.id({ description: 'Which site.' }) }),
});

const authScopes = { permission: 'MANAGE_SITES' } as const;

builder.mutationFields((t) => ({
  createSite: t.field({
    type: SiteType,
    description: 'Makes a site, which nobody serves yet.',
    authScopes,
    args: { input: t.arg({ type: CreateSiteInput, description: 'What it is to be.' }) },
    errors: {},
    resolve: (_root, { input }, { core, actor }) => createSite(core, actor, input),
  }),
  updateSite: t.field({
    type: SiteType,
    description:
      'Changes a site’s name, look, first words, what its widget offers or its allowed pages, for the next page that is opened.',
    authScopes,
    args: { input: t.arg({ type: UpdateSiteInput, description: 'Which, and what.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => updateSite(core, actor, input),
  }),
  renewSiteKey: t.field({
    type: SiteType,
    description: 'Gives a site another key: pages with the old one show no widget any more.',
    authScopes,
    args: { input: t.arg({ type: RenewSiteKeyInput, description: 'Which site.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => renewSiteKey(core, actor, input),
  }),
  deleteSite: t.field({
    type: DeletionReceipt,
    description: 'Deletes a site without live sessions. Its past sessions stay.',
    authScopes,
    args: { input: t.arg({ type: DeleteSiteInput, description: 'Which site.' }) },
    errors: { types: [NotFoundError, SiteInUseError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteSite(core, actor, input),
    }),
  }),
}));
