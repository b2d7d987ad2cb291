import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { OriginNotAllowedError, UnknownSiteError } from '../../api/site/siteErrors.ts';
import { enterSite, type SiteEntry } from '../../api/visitor/enterSite.ts';
import { VisitorBlockedError } from '../../api/block/blockErrors.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { IdentityRefusedError } from '../../api/visitor/identityErrors.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { EditConflictError } from '../../api/visitor/visitorErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';
import { SessionType } from '../session/sessionType.ts';
import { SiteType } from '../site/siteType.ts';
import { VisitorType } from './visitorType.ts';

const EnterSiteInput = builder.inputType('EnterSiteInput', {
  description: 'Which page of which site a visitor enters, and who the visitor is.',
  fields: (t) => ({
    siteKey: t.string({ description: 'The site’s public key.' }),
    visitorSecret: t.string({
      required: false,
      description:
        'The secret that an earlier entry returned. A wrong one, or one of another site, counts as none.',
    }),
    identityToken: t.string({
      required: false,
      description:
        'Who the site’s own system says that the visitor is: a JWT that it has signed (`Site.identitySecret`). Known from then on, on every device.',
    }),
    pageUrl: t.string({ description: 'Address of the page; its origin must be one of the site’s.' }),
    pageTitle: t.string({ required: false, description: 'Title of the page; cut after 300 characters.' }),
    referrer: t.string({
      required: false,
      description: 'Address of the page that led here; cut after 2,000 characters.',
    }),
    language: t.string({ required: false, description: 'The browser’s language, a BCP 47 tag.' }),
    loaderVersion: t.string({
      required: false,
      description: 'Which version of the page’s script it is; cut after 20 characters.',
    }),
  }),
});

const SiteEntryType = builder.objectRef<SiteEntry>('SiteEntry').implement({
  description: 'A visitor is on the site.',
  fields: (t) => ({
    visitorSecret: t.exposeString('visitorSecret', {
      description: 'Proves who the visitor is: `Authorization: Visitor …`. To be kept on the device.',
    }),
    site: t.expose('site', { type: SiteType, description: 'The site, and how its widget looks.' }),
    visitor: t.expose('visitor', { type: VisitorType, description: 'Known again, or new.' }),
    session: t.expose('session', { type: SessionType, description: 'The live session: resumed, or new.' }),
  }),
});

builder.mutationField('enterSite', (t) =>
  t.field({
    type: SiteEntryType,
    description:
      'A visitor enters a page of a site. Resumes the visitor’s live session, or opens one. Open to everybody.',
    args: { input: t.arg({ type: EnterSiteInput, description: 'Who enters what.' }) },
    errors: {
      types: [
        IdentityRefusedError,
        UnknownSiteError,
        OriginNotAllowedError,
        TooManyAttemptsError,
        VisitorBlockedError,
      ],
    },
    resolve: async (_root, { input }, context) => {
      const entry = await enterSite(context.core, input, context);
      context.actor = entry.actor;
      return entry;
    },
  }),
);

builder.objectType(EditConflictError, {
  name: 'EditConflictError',
  description: 'Somebody else has changed it meanwhile: nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ visitor: t.expose('visitor', { type: VisitorType, description: 'As it is now.' }) }),
});

const UpdateVisitorInput = builder.inputType('UpdateVisitorInput', {
  description: 'What is to change of what is known about a visitor; what is left out stays.',
  fields: (t) => ({
    sessionId: t.id({ description: 'A session of the visitor.' }),
    nickname: t.string({
      required: false,
      description: 'What agents call the visitor; at most 60 characters.',
    }),
    note: t.string({ required: false, description: 'At most 2,000 characters; the visitor never sees it.' }),
    nicknameBefore: t.string({
      required: false,
      description:
        'The nickname that was seen when the change was made up: nothing is done when it is another one now.',
    }),
    noteBefore: t.string({ required: false, description: 'The note that was seen, likewise.' }),
  }),
});

builder.mutationField('updateVisitor', (t) =>
  t.field({
    type: VisitorType,
    description: 'Renames a visitor, or changes what is noted about them.',
    authScopes: { permission: 'EDIT_VISITORS' },
    args: { input: t.arg({ type: UpdateVisitorInput, description: 'Who, and what is to change.' }) },
    errors: { types: [NotFoundError, EditConflictError] },
    resolve: (_root, { input }, { core, actor }) => updateVisitor(core, actor, input),
  }),
);
