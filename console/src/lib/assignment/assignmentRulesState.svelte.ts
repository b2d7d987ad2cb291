import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { startOfDay } from '#lib/clock/zonedDay.ts';
import {
  AssignmentPreviewDocument,
  ServedSitesDocument,
  type AssignmentPreviewQuery,
  type ServedSitesQuery,
} from '#lib/gql/generated.ts';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';

export type Preview = Extract<
  AssignmentPreviewQuery['assignmentPreview'],
  { __typename: 'AssignmentPreview' }
>;

/** Which departments serve which site, and a dry run of who would answer a visitor. */
export class AssignmentRulesState {
  readonly read: LazyRead<ServedSitesQuery>;
  siteId = $state<string | null>(null);
  /** A moment by the organisation's clock, as the browser's field gives it: 2026-11-22T09:00; empty for now. */
  at = $state('');
  /** Who answered the visitor before; null for a new visitor. */
  previousAgentId = $state<string | null>(null);
  preview = $state.raw<Preview | null>(null);
  isBusy = $state(false);
  error = $state<string | null>(null);
  readonly sites = $derived.by(() => this.read.value?.sites ?? []);
  readonly #api: Pick<Api, 'query'>;

  constructor(api: Pick<Api, 'query'>) {
    this.#api = api;
    this.read = new LazyRead(() => api.query(ServedSitesDocument, {}));
  }

  async load(): Promise<void> {
    await this.read.load();
    this.siteId ??= this.sites[0]?.id ?? null;
  }

  /** Asks who would answer, and changes nothing. */
  async run(): Promise<void> {
    if (this.isBusy || this.siteId === null) return;
    this.isBusy = true;
    this.error = null;
    try {
      const { siteId, previousAgentId } = this;
      const variables = { siteId, previousAgentId, at: this.#moment() };
      const { assignmentPreview } = await this.#api.query(AssignmentPreviewDocument, variables);
      if (assignmentPreview.__typename === 'AssignmentPreview') this.preview = assignmentPreview;
      else this.error = managementErrorText(assignmentPreview.code);
    } catch (error) {
      this.error = managementErrorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  #moment(): string | null {
    const [day, time] = this.at.split('T');
    const zone = this.read.value?.settings.timeZone;
    if (!day || !time || !zone) return null;
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return new Date(startOfDay(day, zone) + (hours * 60 + minutes) * 60_000).toISOString();
  }
}
