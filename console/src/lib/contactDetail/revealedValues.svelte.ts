import type { KnownDetailFragment } from '#lib/gql/generated.ts';
import { revealContactDetail, type ContactDesk } from './contactDetailActions.ts';

/** The masked values that an agent has revealed, for as long as what shows them is there. */
export class RevealedValues {
  #values = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly #desk: Pick<ContactDesk, 'api'>;
  readonly #sessionId: string;

  constructor(desk: Pick<ContactDesk, 'api'>, sessionId: string) {
    this.#desk = desk;
    this.#sessionId = sessionId;
  }

  find(detailId: string): string | undefined {
    return this.#values.get(detailId);
  }

  async reveal(detail: Pick<KnownDetailFragment, 'id' | 'kind' | 'value'>): Promise<void> {
    const value = await revealContactDetail(this.#desk, this.#sessionId, detail);
    if (value !== null) this.#values = new Map([...this.#values, [detail.id, value]]);
  }
}
