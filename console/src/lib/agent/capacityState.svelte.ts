import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { SetCapacityDocument, type CurrentAgentFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { AgentPlaces } from './agentPlaces.svelte.ts';

const maxCapacity = 1_000;

/** The capacity of all agents of a department and of those below it. */
export class CapacityState {
  departmentId = $state<string | null>(null);
  /** As typed. */
  capacity = $state('');
  isBusy = $state(false);
  departmentError = $state<string | null>(null);
  capacityError = $state<string | null>(null);
  error = $state<string | null>(null);
  readonly places: AgentPlaces;
  readonly #api: Pick<Api, 'mutate' | 'query'>;

  constructor(api: Pick<Api, 'mutate' | 'query'>, viewer: CurrentAgentFragment) {
    this.#api = api;
    this.places = new AgentPlaces(api, viewer);
    void this.places.load();
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    const { departmentId } = this;
    const capacity = Number(this.capacity);
    const isGood =
      this.capacity.trim() !== '' && Number.isInteger(capacity) && capacity >= 0 && capacity <= maxCapacity;
    this.error = null;
    this.departmentError = departmentId === null ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    this.capacityError = isGood ? null : m.number_range({ min: 0, max: maxCapacity });
    if (departmentId === null || !isGood) return;
    this.isBusy = true;
    try {
      const input = { departmentId, capacity };
      const { setCapacity } = await this.#api.mutate(SetCapacityDocument, { input });
      if (setCapacity.__typename !== 'CapacityReceipt') {
        this.error = managementErrorText(setCapacity.code);
        return;
      }
      const { changedCount: count, skippedCount: skipped } = setCapacity;
      toastState.show(
        skipped > 0 ? m.capacity_bulk_skipped({ count, skipped }) : m.capacity_bulk_done({ count }),
      );
      capacityDialog.close(true);
    } catch (error) {
      this.error = managementErrorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

export const capacityDialog = new DialogState<CapacityState, true>();
