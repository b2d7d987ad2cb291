import { codeOf } from '#lib/connection/failure.ts';
import type { EndSessionMutation, SessionDetailsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import type { OfferedOutcome } from './outcomesOffered.ts';

interface EndingOptions {
  nickname: string;
  offered: readonly OfferedOutcome[];
  /** Whether something must be said. */
  isRequired: boolean;
  end: (outcomeId: string | null) => Promise<EndSessionMutation['endSession']>;
}

/** A session that is about to end, and how it came out. */
export class EndingState {
  outcomeId = $state<string | null>(null);
  isBusy = $state(false);
  outcomeError = $state<string | null>(null);
  error = $state<string | null>(null);
  readonly nickname: string;
  readonly offered: readonly OfferedOutcome[];
  readonly isRequired: boolean;
  readonly #end: EndingOptions['end'];

  constructor({ nickname, offered, isRequired, end }: EndingOptions) {
    this.nickname = nickname;
    this.offered = offered;
    this.isRequired = isRequired;
    this.#end = end;
  }

  choose(outcomeId: string | null): void {
    this.outcomeId = outcomeId;
    this.outcomeError = null;
  }

  /** Ends it; the dialog stays open until the server has agreed. */
  async submit(): Promise<void> {
    if (this.isBusy) return;
    const isMissing = this.isRequired && this.outcomeId === null;
    this.outcomeError = isMissing ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    this.error = null;
    if (isMissing) return;
    this.isBusy = true;
    try {
      const answer = await this.#end(this.outcomeId);
      if (answer.__typename === 'Session') endingDialog.close(answer);
      else if (answer.__typename === 'SessionEndedError') this.error = m.session_ended();
      else this.error = refusalText(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

export const endingDialog = new DialogState<EndingState, SessionDetailsFragment>();
