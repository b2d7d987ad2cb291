import type { SessionState } from '../session/sessionState.svelte.ts';
import { texts } from '../texts/texts.ts';
import { fetchTalk } from './fetchTalk.ts';
import { transcriptText } from './transcriptText.ts';

/** Saves the visitor's whole talk as a file. Throws when a part of it cannot be fetched. */
export async function saveTranscript({ operations, thread, site }: SessionState): Promise<void> {
  const text = transcriptText(site?.name ?? '', await fetchTalk(operations, thread));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const day = new Date().toLocaleDateString('sv');
  link.download = `${texts.transcriptName}-${day}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
