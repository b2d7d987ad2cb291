import { codeOf } from '#lib/connection/failure.ts';
import type { SessionDetailsFragment } from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

type Answer = { __typename: string; code?: string };

/** Whether all that is personal about a visitor is really to be erased: who says so types the nickname. */
export class EraseState {
  typed = $state('');
  isBusy = $state(false);
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly nickname: string;
  readonly #request: () => Promise<Answer>;

  constructor(
    session: { visitor: Pick<SessionDetailsFragment['visitor'], 'nickname'> },
    request: () => Promise<Answer>,
  ) {
    this.nickname = session.visitor.nickname;
    this.#request = request;
  }

  get isConfirmed(): boolean {
    return this.typed.trim() === this.nickname.trim();
  }

  async submit(): Promise<void> {
    if (this.isBusy || !this.isConfirmed) return;
    this.isBusy = true;
    this.error = null;
    try {
      const answer = await this.#request();
      if (answer.__typename === 'Visitor') eraseDialog.close(true);
      else this.error = errorText(answer.code ?? null);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

export const eraseDialog = new DialogState<EraseState, true>();
