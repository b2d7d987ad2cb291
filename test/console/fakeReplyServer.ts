import type { QuickReplyFilterInput, ReplyCategoryFragment, ReplyFragment } from '#lib/gql/generated.ts';
import { FakeApi } from './fakeApi.ts';

type Answers = ConstructorParameters<typeof FakeApi>[0];
type InputOf = Record<string, unknown> & { replyId: string; categoryId: string; name: string };

/** Keeps quick replies and their categories as the server does, as far as the console asks. */
export class FakeReplyServer {
  replies: ReplyFragment[];
  categories: ReplyCategoryFragment[];
  readonly api: FakeApi;

  constructor(replies: ReplyFragment[], categories: ReplyCategoryFragment[] = [], answers: Answers = {}) {
    this.replies = replies;
    this.categories = categories;
    const input = (variables: unknown) => (variables as { input: InputOf }).input;
    this.api = new FakeApi({
      ReplyPage: (variables) => this.page(variables),
      ReplyCategories: () => ({ quickReplyCategories: this.categories }),
      UseQuickReply: (variables) => {
        const { replyId } = input(variables);
        return { useQuickReply: { __typename: 'QuickReply', id: replyId, usageCount: 7 } };
      },
      DeleteQuickReply: (variables) => {
        const { replyId } = input(variables);
        this.replies = this.replies.filter(({ id }) => id !== replyId);
        return { deleteQuickReply: { __typename: 'DeletionReceipt', deletedId: replyId } };
      },
      DeleteReplyCategory: (variables) => {
        const { categoryId } = input(variables);
        this.categories = this.categories.filter(({ id }) => id !== categoryId);
        return { deleteQuickReplyCategory: { __typename: 'DeletionReceipt', deletedId: categoryId } };
      },
      OrderQuickReplies: () => ({ orderQuickReplies: { __typename: 'OrderReceipt', orderedCount: 0 } }),
      OrderReplyCategories: () => ({
        orderQuickReplyCategories: { __typename: 'OrderReceipt', orderedCount: 0 },
      }),
      ...answers,
    });
  }

  page(variables: unknown) {
    const { filter, first, after } = variables as {
      filter: QuickReplyFilterInput;
      first: number;
      after: string | null;
    };
    const found = this.replies.filter(
      ({ ownerId, title }) =>
        (!filter.ownerId || ownerId === filter.ownerId) &&
        (filter.isPublic == null || (ownerId === null) === filter.isPublic) &&
        title.includes(filter.search ?? ''),
    );
    const from = after ? Number(after) : 0;
    const to = Math.min(from + first, found.length);
    return {
      quickReplies: {
        edges: found.slice(from, to).map((node) => ({ node })),
        pageInfo: { hasNextPage: to < found.length, endCursor: String(to) },
        totalCount: found.length,
      },
    };
  }
}
