import { hasPermission } from '../../api/core/actor.ts';
import {
  canBlock,
  canEditVisitor,
  canEnd,
  canNote,
  canSend,
  canSetDoNotDisturb,
  canTransfer,
} from '../../api/session/sessionRules.ts';
import { builder } from '../builder.ts';

// From the same rules that the verbs assert, so that a button and the server never disagree.
builder.prismaObjectFields('Session', (t) => ({
  viewerCanSend: t.boolean({
    description: 'Whether whoever asks may send into it.',
    resolve: (session, _args, { actor }) => canSend(actor, session),
  }),
  viewerCanNote: t.boolean({
    description: 'Whether whoever asks may write an internal note into it.',
    resolve: (session, _args, { actor }) => canNote(actor, session),
  }),
  viewerCanEnd: t.boolean({
    description: 'Whether whoever asks may end it.',
    resolve: (session, _args, { actor }) => canEnd(actor, session),
  }),
  viewerCanTransfer: t.boolean({
    description: 'Whether whoever asks may give it to another agent, or take it.',
    resolve: (session, _args, { actor }) => canTransfer(actor, session),
  }),
  viewerCanSetDoNotDisturb: t.boolean({
    description: 'Whether whoever asks may keep the visitor’s messages from being delivered, and lift that.',
    resolve: (session, _args, { actor }) => canSetDoNotDisturb(actor, session),
  }),
  viewerCanBlock: t.boolean({
    description: 'Whether whoever asks may block the visitor.',
    resolve: (session, _args, { actor }) => canBlock(actor, session),
  }),
  viewerCanUnblock: t.boolean({
    description: 'Whether whoever asks may let a blocked visitor in again.',
    resolve: (session, _args, { actor }) => session.isBlocked && hasPermission(actor, 'UNBLOCK_VISITORS'),
  }),
  viewerCanEditVisitor: t.boolean({
    description: 'Whether whoever asks may rename, note and tag the visitor.',
    resolve: (session, _args, { actor }) => canEditVisitor(actor, session),
  }),
  viewerCanRevealContactData: t.boolean({
    description: 'Whether whoever asks may reveal masked contact data of the visitor.',
    resolve: (_session, _args, { actor }) => hasPermission(actor, 'REVEAL_CONTACT_DATA'),
  }),
  viewerCanManageVisitorData: t.boolean({
    description: 'Whether whoever asks may export what is kept about the visitor, and erase it.',
    resolve: (_session, _args, { actor }) => hasPermission(actor, 'MANAGE_VISITOR_DATA'),
  }),
  viewerCanSeeAssignments: t.boolean({
    description: 'Whether whoever asks may read why it went to whom.',
    resolve: (_session, _args, { actor }) => hasPermission(actor, 'SEE_ASSIGNMENTS'),
  }),
}));
