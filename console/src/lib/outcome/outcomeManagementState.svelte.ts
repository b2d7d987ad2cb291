import { InTurn } from '#lib/clock/inTurn.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import {
  OrderOutcomesDocument,
  OutcomesDocument,
  UpdateOutcomeDocument,
  type ManagedOutcomeFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { RowOrder } from '#lib/ui/rowOrder.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { outcomeFormDialog, OutcomeFormState } from './outcomeFormState.svelte.ts';

/** How sessions can come out, to be made, renamed, archived and put in order. */
export class OutcomeManagementState {
  search = $state('');
  readonly list: LazyRead<readonly ManagedOutcomeFragment[]>;
  readonly all = $derived.by(() => this.list.value ?? []);
  readonly offered = $derived.by(() => this.#found(false));
  readonly archived = $derived.by(() => this.#found(true));
  readonly order: RowOrder<ManagedOutcomeFragment>;
  readonly #api: Api;
  readonly #saving = new InTurn<string[]>((ids) => this.#saveOrder(ids));

  constructor(api: Api) {
    this.#api = api;
    this.list = new LazyRead(async () => (await api.query(OutcomesDocument, {})).sessionOutcomes);
    this.order = new RowOrder({
      rows: () => this.all.filter(({ isArchived }) => !isArchived),
      // Of those that are searched for nobody sees the place.
      canMove: ({ isArchived }) => !isArchived && this.search.trim() === '',
      onMove: (rows) => {
        this.list.value = [...rows, ...this.all.filter(({ isArchived }) => isArchived)];
        void this.#saving.add(
          'order',
          this.list.value.map(({ id }) => id),
        );
      },
    });
  }

  async create(): Promise<void> {
    const made = await outcomeFormDialog.ask(new OutcomeFormState(this.#api, null));
    if (!made) return;
    this.search = '';
    this.list.value = [...this.all, made];
  }

  async rename(outcome: ManagedOutcomeFragment): Promise<void> {
    const renamed = await outcomeFormDialog.ask(new OutcomeFormState(this.#api, outcome));
    if (renamed) this.#replace(renamed);
  }

  /** Offers it no longer, which can be taken back; or offers it again. */
  async archive({ id, name }: ManagedOutcomeFragment, isArchived: boolean): Promise<void> {
    try {
      const input = { outcomeId: id, isArchived };
      const { updateOutcome } = await this.#api.mutate(UpdateOutcomeDocument, { input });
      if (updateOutcome.__typename !== 'SessionOutcome') return this.#fail(updateOutcome.code);
      this.#replace(updateOutcome);
      if (isArchived)
        toastState.show(m.outcome_archived({ name }), 'notice', {
          label: m.undo(),
          run: () => this.archive(updateOutcome, false),
        });
    } catch (error) {
      this.#fail(codeOf(error));
    }
  }

  async #saveOrder(outcomeIds: string[]): Promise<void> {
    try {
      const { orderOutcomes } = await this.#api.mutate(OrderOutcomesDocument, { input: { outcomeIds } });
      if (orderOutcomes.__typename !== 'OutcomeOrder') this.#fail(orderOutcomes.code);
    } catch (error) {
      this.#fail(codeOf(error));
      await this.list.load();
    }
  }

  #found(isArchived: boolean): ManagedOutcomeFragment[] {
    const search = this.search.trim().toLowerCase();
    return this.all.filter((one) => one.isArchived === isArchived && one.name.toLowerCase().includes(search));
  }

  #replace(outcome: ManagedOutcomeFragment): void {
    this.list.value = this.all.map((other) => (other.id === outcome.id ? outcome : other));
  }

  #fail(code: string): void {
    toastState.show(managementErrorText(code), 'error');
  }
}
