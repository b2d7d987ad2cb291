import { suggest } from '../../api/suggestion/suggest.ts';
import type { Candidate } from '../../api/suggestion/suggestionRules.ts';
import { attachmentOf, AttachmentType } from '../attachment/attachmentType.ts';
import { builder } from '../builder.ts';

const SuggestionSource = builder.enumType('SuggestionSource', {
  description: 'Where a suggestion is from.',
  values: {
    QUICK_REPLY: { description: 'A quick reply, public or one’s own.' },
    HISTORY: { description: 'What one has sent before.' },
  } as const,
});

const SuggestionType = builder.objectRef<Candidate>('Suggestion').implement({
  description: 'A text that could be meant.',
  fields: (t) => ({
    text: t.exposeString('text', {
      description:
        'What is inserted; a quick reply with its variables. Empty when it is an attachment alone.',
    }),
    attachment: t.field({
      type: AttachmentType,
      nullable: true,
      description: 'The image or file that a quick reply brings.',
      resolve: ({ attachmentId }, _args, { core }) => attachmentOf(core, attachmentId),
    }),
    title: t.exposeString('title', { nullable: true, description: 'The quick reply’s title.' }),
    source: t.expose('source', { type: SuggestionSource, description: 'Where it is from.' }),
    replyId: t.exposeID('replyId', {
      nullable: true,
      description: 'Which quick reply: for `useQuickReply`.',
    }),
  }),
});

builder.queryField('suggestions', (t) =>
  t.field({
    type: [SuggestionType],
    description:
      'What could be meant by what was typed, the best first, at most eight; none below two characters. Sources are one’s own parameter `suggestionSources`. For agents.',
    authScopes: { agent: true },
    args: { text: t.arg.string({ description: 'What was typed; at most 200 characters.' }) },
    resolve: (_root, args, { core, actor }) => suggest(core, actor, args),
  }),
);
