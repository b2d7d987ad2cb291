import { AttachmentInput } from '#lib/attachment/attachmentInput.svelte.ts';
import type { Uploads } from '#lib/attachment/uploadFile.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateQuickReplyDocument,
  UpdateQuickReplyDocument,
  type CreateQuickReplyMutation,
  type ReplyCategoryFragment,
  type ReplyFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { variableText } from '#lib/message/textVariables.ts';
import type { ReplyVariable } from './replyVariables.ts';

interface ReplyFormOptions {
  api: Pick<Api, 'mutate'>;
  uploads: Uploads;
  isPublic: boolean;
  categories: readonly ReplyCategoryFragment[];
  /** The one to be changed; null for one to be made. */
  reply: ReplyFragment | null;
  /** Where a new one begins. */
  categoryId: string | null;
}

type Refusal = Exclude<CreateQuickReplyMutation['createQuickReply'], { __typename: 'QuickReply' }>;
type Field = Pick<
  HTMLTextAreaElement,
  'selectionStart' | 'selectionEnd' | 'setRangeText' | 'value' | 'focus'
>;

/** A quick reply that is made or changed. */
export class ReplyFormState {
  title = $state('');
  content = $state('');
  categoryId = $state<string | null>(null);
  isBusy = $state(false);
  titleError = $state<string | null>(null);
  contentError = $state<string | null>(null);
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly attachment: AttachmentInput;
  readonly reply: ReplyFragment | null;
  readonly categories: readonly ReplyCategoryFragment[];
  readonly isPublic: boolean;
  readonly #api: Pick<Api, 'mutate'>;

  constructor({ api, uploads, isPublic, categories, reply, categoryId }: ReplyFormOptions) {
    this.#api = api;
    this.isPublic = isPublic;
    this.categories = categories;
    this.reply = reply;
    this.attachment = new AttachmentInput(uploads, reply?.attachment ?? null);
    this.title = reply?.title ?? '';
    this.content = reply?.content ?? '';
    this.categoryId = reply ? (reply.category?.id ?? null) : categoryId;
  }

  /** Whether closing it loses something. */
  get isTouched(): boolean {
    const { title, content, attachment } = this.reply ?? { title: '', content: '', attachment: null };
    const chosen = this.attachment;
    return (
      this.title.trim() !== title ||
      this.content.trim() !== content.trim() ||
      chosen.upload !== null ||
      chosen.attachment?.id !== attachment?.id
    );
  }

  /** Writes a variable where the caret is in the content. */
  addVariable(variable: ReplyVariable, field: Field): void {
    field.setRangeText(variableText(variable), field.selectionStart, field.selectionEnd, 'end');
    this.content = field.value;
    field.focus();
  }

  /** Saves it and closes the dialog; what is refused stays as it was filled in, with the reason at the field. */
  async submit(): Promise<void> {
    if (this.isBusy || this.attachment.upload) return;
    const required = (text: string) =>
      text.trim() === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    this.error = null;
    this.titleError = required(this.title);
    this.contentError = this.attachment.attachment ? null : required(this.content);
    if (this.titleError || this.contentError) return;
    this.isBusy = true;
    try {
      const answer = await this.#save();
      if (answer.__typename === 'QuickReply') replyFormDialog.close(answer);
      else this.#showRefusal(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  async #save() {
    const { categoryId } = this;
    const attachmentId = this.attachment.attachment?.id ?? null;
    const words = { title: this.title.trim(), content: this.content.trim(), categoryId, attachmentId };
    if (!this.reply) {
      const input = { isPublic: this.isPublic, ...words };
      return (await this.#api.mutate(CreateQuickReplyDocument, { input })).createQuickReply;
    }
    const input = { replyId: this.reply.id, ...words };
    return (await this.#api.mutate(UpdateQuickReplyDocument, { input })).updateQuickReply;
  }

  #showRefusal(refusal: Refusal): void {
    const violations = refusal.__typename === 'InvalidInputError' ? refusal.violations : [];
    const textFor = (name: string) => {
      const violation = violations.find(({ field }) => field === name);
      return violation ? violationText(violation) : null;
    };
    this.titleError = textFor('title');
    this.contentError = textFor('content');
    if (this.titleError || this.contentError) return;
    this.error = refusal.__typename === 'NotFoundError' ? m.reply_gone() : errorText(refusal.code);
  }
}

export const replyFormDialog = new DialogState<ReplyFormState, ReplyFragment>();
