import type { ReplyHitFragment } from '#lib/gql/generated.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** Shows a quick reply where no session is open in which it could be written. */
export const replyHitDialog = new DialogState<ReplyHitFragment, never>();
