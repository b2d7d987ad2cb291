import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { ExportQuickRepliesDocument } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { downloadText } from '#lib/ui/download.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { replyImportDialog, ReplyImportState } from './replyImportState.svelte.ts';

/** Saves everybody's replies, or one's own, as a file. */
export async function exportReplies(api: Pick<Api, 'query'>, isPublic: boolean): Promise<void> {
  try {
    const { exportQuickReplies } = await api.query(ExportQuickRepliesDocument, { isPublic });
    const file = isPublic ? m.reply_file_public() : m.reply_file_own();
    downloadText(file, exportQuickReplies.csv, 'text/csv;charset=utf-8');
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}

/** Takes replies over from a file that is chosen in a dialog. Resolves to whether anything has changed. */
export async function importReplies(api: Pick<Api, 'mutate'>, isPublic: boolean): Promise<boolean> {
  const lines = await replyImportDialog.ask(new ReplyImportState(api, isPublic));
  if (!lines) return false;
  const countOf = (action: string) => lines.filter((line) => line.action === action).length;
  toastState.show(m.reply_import_done({ created: countOf('CREATE'), changed: countOf('UPDATE') }));
  return true;
}
