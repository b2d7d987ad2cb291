import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** Of which session the visitor's tags are being chosen. */
export const tagDialog = new DialogState<string, never>();
