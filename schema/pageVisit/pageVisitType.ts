import { NotFoundError } from '../../api/core/errors.ts';
import { visitPage } from '../../api/pageVisit/visitPage.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { builder } from '../builder.ts';
import { SessionType } from '../session/sessionType.ts';

const PageVisitType = builder.prismaObject('PageVisit', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    url: t.exposeString('url', { description: 'The page’s address.' }),
    title: t.exposeString('title', { description: 'Its title.' }),
    enteredAt: t.expose('enteredAt', { type: 'DateTime' }),
  }),
});

builder.prismaObjectField('Session', 'pageVisits', (t) =>
  t.relation('pageVisits', {
    type: PageVisitType,
    authScopes: { agent: true },
    description: 'The pages that the visitor saw, in order; at most the latest 200. For agents.',
    query: { orderBy: [{ enteredAt: 'asc' }, { id: 'asc' }] },
  }),
);

const VisitPageInput = builder.inputType('VisitPageInput', {
  description: 'Where a visitor is now.',
  fields: (t) => ({
    sessionId: t.id({ description: 'The visitor’s live session.' }),
    pageUrl: t.string({
      description: 'Address of the page, of the same origin as the one that was entered.',
    }),
    pageTitle: t.string({ required: false, description: 'Its title; cut after 300 characters.' }),
  }),
});

builder.mutationField('visitPage', (t) =>
  t.field({
    type: SessionType,
    description:
      'Says that the visitor has come to another page without it being loaded anew, as in pages that are one application. For visitors.',
    authScopes: { visitor: true },
    args: { input: t.arg({ type: VisitPageInput, description: 'Where.' }) },
    errors: { types: [NotFoundError, SessionEndedError] },
    resolve: (_root, { input }, { core, actor }) => visitPage(core, actor, input),
  }),
);
