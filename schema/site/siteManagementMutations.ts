import { NotFoundError } from '../../api/core/errors.ts';
import { createSite } from '../../api/site/createSite.ts';
import { deleteSite } from '../../api/site/deleteSite.ts';
import { renewSiteKey } from '../../api/site/renewSiteKey.ts';
import { SiteInUseError } from '../../api/site/siteErrors.ts';
import { updateSite } from '../../api/site/updateSite.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { SiteType, WidgetSideType } from './siteType.ts';

const descriptions = {
  name: 'The organisation’s name as visitors see it; at most 100 characters.',
  greeting: 'The first words that a visitor sees; at most 1,000 characters, none for no greeting.',
  accentColor: 'The widget’s colour, as #rrggbb. What stands on it can always be read.',
  side: 'In which bottom corner of the page the widget stands.',
  launcherText: 'What stands on the button beside its sign; at most 20 characters, none for the sign alone.',
  allowedOrigins:
    'Addresses of the pages that may show the widget, of which only scheme, host and port count; at most 50.',
};

const CreateSiteInput = builder.inputType('CreateSiteInput', {
  description: 'A site to be made.',
  fields: (t) => ({
    name: t.string({ description: descriptions.name }),
    greeting: t.string({ defaultValue: '', description: descriptions.greeting }),
    accentColor: t.string({ defaultValue: '#0f766e', description: descriptions.accentColor }),
    side: t.field({ type: WidgetSideType, defaultValue: 'RIGHT', description: descriptions.side }),
    launcherText: t.string({ defaultValue: '', description: descriptions.launcherText }),
    allowedOrigins: t.stringList({ defaultValue: [], description: descriptions.allowedOrigins }),
  }),
});

const UpdateSiteInput = builder.inputType('UpdateSiteInput', {
  description: 'What is to change of a site; what is left out or null stays.',
  fields: (t) => ({
    siteId: t.id({ description: 'Which site.' }),
    name: t.string({ required: false, description: descriptions.name }),
    greeting: t.string({ required: false, description: descriptions.greeting }),
    accentColor: t.string({ required: false, description: descriptions.accentColor }),
    side: t.field({ type: WidgetSideType, required: false, description: descriptions.side }),
    launcherText: t.string({ required: false, description: descriptions.launcherText }),
    allowedOrigins: t.stringList({ required: false, description: descriptions.allowedOrigins }),
  }),
});

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
      'Changes a site’s name, look, first words or allowed pages, for the next page that is opened.',
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
