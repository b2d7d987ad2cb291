import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  ImportRepliesDocument,
  PreviewReplyImportDocument,
  type ImportAction,
  type ImportLineFragment,
  type PreviewReplyImportMutation,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { downloadText } from '#lib/ui/download.ts';
import { csvText, textOf } from './csvText.ts';

type Answer = PreviewReplyImportMutation['previewQuickReplyImport'];

/** A file as the browser gives it. */
type ChosenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** What an import does, in the order in which it is told. */
export const importActions = [
  'REFUSE',
  'CREATE',
  'UPDATE',
  'UNCHANGED',
] as const satisfies readonly ImportAction[];

/** No file that the API takes is longer: 200,000 characters, of at most four bytes. */
const mostBytes = 800_000;

/** Quick replies from a file: first it is said what would change, then it is done. */
export class ReplyImportState {
  fileName = $state('');
  lines = $state.raw<readonly ImportLineFragment[] | null>(null);
  isBusy = $state(false);
  /** What is wrong with the file, in words. */
  error = $state<string | null>(null);
  /** The lines of which kind are seen; null for all. */
  only = $state<ImportAction | null>(null);
  readonly isPublic: boolean;
  readonly counts = $derived.by(() =>
    importActions.map((action) => ({ action, count: this.#of(action).length })),
  );
  readonly shown = $derived.by(() => (this.only ? this.#of(this.only) : (this.lines ?? [])));
  /** How many replies are made or changed. */
  readonly changesCount = $derived.by(() => this.#of('CREATE').length + this.#of('UPDATE').length);
  readonly refused = $derived.by(() => this.#of('REFUSE'));
  readonly #api: Pick<Api, 'mutate'>;
  #csv = '';
  /** The file whose preview counts. */
  #newest: symbol | null = null;

  constructor(api: Pick<Api, 'mutate'>, isPublic: boolean) {
    this.#api = api;
    this.isPublic = isPublic;
  }

  /** Reads a file and says what it would change. */
  async choose(file: ChosenFile): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    this.fileName = file.name;
    this.lines = null;
    this.only = null;
    this.error = null;
    if (file.size > mostBytes) {
      this.error = m.reply_import_too_big();
      return;
    }
    this.isBusy = true;
    try {
      this.#csv = textOf(new Uint8Array(await file.arrayBuffer()));
      const { previewQuickReplyImport: answer } = await this.#api.mutate(PreviewReplyImportDocument, {
        input: { isPublic: this.isPublic, csv: this.#csv },
      });
      if (this.#newest !== request) return;
      if (answer.__typename === 'ImportReport') this.lines = answer.lines;
      else this.error = refusalText(answer);
    } catch (error) {
      if (this.#newest === request) this.error = errorText(codeOf(error));
    } finally {
      if (this.#newest === request) this.isBusy = false;
    }
  }

  /** Does what was said, and closes the dialog. */
  async submit(): Promise<void> {
    if (this.isBusy || this.changesCount === 0) return;
    this.isBusy = true;
    this.error = null;
    try {
      const { importQuickReplies: answer } = await this.#api.mutate(ImportRepliesDocument, {
        input: { isPublic: this.isPublic, csv: this.#csv },
      });
      if (answer.__typename === 'ImportReport') replyImportDialog.close(answer.lines);
      else this.error = refusalText(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  /** Saves the lines that are refused, each with its reason, to be put right and imported again. */
  downloadRefused(): void {
    const heading = ['category', 'title', 'content', m.reply_import_reason()];
    const lines = this.refused.map((line) => [line.category, line.title, line.content, reasonText(line)]);
    downloadText(m.reply_import_refused_file(), csvText([heading, ...lines]), 'text/csv;charset=utf-8');
  }

  #of(action: ImportAction): readonly ImportLineFragment[] {
    return (this.lines ?? []).filter((line) => line.action === action);
  }
}

const fieldTexts: Record<string, () => string> = {
  category: m.reply_category,
  title: m.reply_title,
  content: m.reply_content,
};

/** Why a line is refused, in words. */
export function reasonText({ violations, isRepeated }: ImportLineFragment): string {
  const reasons = violations.map((violation) =>
    m.reply_import_violation({
      field: (fieldTexts[violation.field] ?? m.reply_content)(),
      text: violationText(violation),
    }),
  );
  return (isRepeated ? [...reasons, m.reply_import_repeated()] : reasons).join(' ');
}

function refusalText(refusal: Exclude<Answer, { __typename: 'ImportReport' }>): string {
  if (refusal.__typename === 'MalformedFileError' && refusal.line !== null)
    return m.reply_import_malformed_line({ line: refusal.line });
  if (refusal.__typename === 'InvalidInputError') return m.reply_import_too_big();
  return errorText(refusal.code);
}

export const replyImportDialog = new DialogState<ReplyImportState, readonly ImportLineFragment[]>();
