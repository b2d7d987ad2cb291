import { codeOf } from '#lib/connection/failure.ts';
import type { SessionDetailsFragment, ViolationRule } from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

const hourMs = 3_600_000;

/** How long a block can last; null is until somebody lifts it. */
export const blockTerms = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
  forever: null,
} as const;
export type BlockTerm = keyof typeof blockTerms;

export interface BlockOrder {
  reason: string;
  includesAddress: boolean;
  lastsMs: number | null;
}

type Answer = {
  __typename: string;
  code?: string;
  violations?: readonly { field: string; rule: ViolationRule; limit: number | null }[];
};

export const reasonMaxLength = 500;

/** Why and for how long a visitor is to be blocked. */
export class BlockState {
  reason = $state('');
  includesAddress = $state(false);
  term = $state<BlockTerm>('forever');
  isBusy = $state(false);
  /** What is wrong with the reason, in words. */
  reasonError = $state<string | null>(null);
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly nickname: string;
  readonly address: string;
  readonly #request: (order: BlockOrder) => Promise<Answer>;

  constructor(
    session: Pick<SessionDetailsFragment, 'address'> & { visitor: { nickname: string } },
    request: (order: BlockOrder) => Promise<Answer>,
  ) {
    this.nickname = session.visitor.nickname;
    this.address = session.address;
    this.#request = request;
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    this.error = null;
    const reason = this.reason.trim();
    this.reasonError = reason === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    if (this.reasonError !== null) return;
    this.isBusy = true;
    try {
      const { includesAddress } = this;
      const answer = await this.#request({ reason, includesAddress, lastsMs: blockTerms[this.term] });
      if (answer.__typename === 'Session') return blockDialog.close(true);
      const violation = answer.violations?.find(({ field }) => field === 'reason');
      if (violation) this.reasonError = violationText(violation);
      else this.error = errorText(answer.code ?? null);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

export const blockDialog = new DialogState<BlockState, true>();
