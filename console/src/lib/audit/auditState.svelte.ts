import { dayAfter, startOfDay, type Day } from '#lib/clock/zonedDay.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { pageOf, PagedList } from '#lib/connection/pagedList.svelte.ts';
import { AuditEntriesDocument, ParametersDocument, type AuditLineFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { csvText } from '#lib/quickReply/csvText.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { SearchState } from '#lib/ui/searchState.svelte.ts';
import { downloadText } from '#lib/ui/download.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { auditCsvLines } from './auditCsv.ts';

/** Which entries are shown. */
export interface AuditFilter {
  action: string | null;
  targetType: string | null;
  from: Day | null;
  until: Day | null;
}

const noFilter: AuditFilter = { action: null, targetType: null, from: null, until: null };
const pageSize = 50;
const exportPageSize = 200;
/** As many lines as one file may have; more nobody reads, and every one is asked of the server. */
export const mostExported = 10_000;

/** Who did what: read as far as it is looked at, and exported as it is filtered. */
export class AuditState {
  filter = $state.raw<AuditFilter>(noFilter);
  readonly search = new SearchState({ onSearch: (search) => this.#find(search) });
  readonly list: PagedList<AuditLineFragment>;
  isExporting = $state(false);
  #who = $state('');
  /** The organisation's; in the browser's until it is known. */
  #timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  readonly #api: Pick<Api, 'query'>;

  readonly filterCount = $derived(Object.values(this.filter).filter((value) => value !== null).length);
  readonly isNarrowed = $derived(this.filterCount > 0 || this.#who !== '');

  constructor(api: Pick<Api, 'query'>) {
    this.#api = api;
    this.list = new PagedList((after) => this.#fetch(pageSize, after));
  }

  async load(): Promise<void> {
    const zone = this.#api.query(ParametersDocument, {}).then(({ settings }) => settings.timeZone);
    await Promise.all([this.list.load(), zone.then((name) => (this.#timeZone = name)).catch(() => null)]);
  }

  narrow(change: Partial<AuditFilter>): void {
    this.filter = { ...this.filter, ...change };
    void this.list.load();
  }

  /** Shows everything again. */
  widen(): void {
    this.filter = noFilter;
    this.search.clear();
    void this.list.load();
  }

  /** Saves all that is filtered as a file, as far as one file goes. */
  async export(): Promise<void> {
    if (this.isExporting) return;
    this.isExporting = true;
    const progress = toastState.showProgress(m.audit_exporting({ count: 0 }));
    try {
      const entries: AuditLineFragment[] = [];
      let after: string | null = null;
      do {
        const page = await this.#fetch(exportPageSize, after);
        entries.push(...page.rows);
        after = page.hasMore ? page.cursor : null;
        toastState.change(progress, m.audit_exporting({ count: entries.length }));
      } while (after !== null && entries.length < mostExported);
      downloadText(m.audit_file(), csvText(auditCsvLines(entries)), 'text/csv;charset=utf-8');
      if (after !== null) toastState.show(m.audit_export_limit({ count: entries.length }));
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    } finally {
      toastState.dismiss(progress);
      this.isExporting = false;
    }
  }

  #find(search: string): void {
    this.#who = search;
    void this.list.load();
  }

  async #fetch(first: number, after: string | null) {
    const { action, targetType, from, until } = this.filter;
    const moment = (day: Day) => new Date(startOfDay(day, this.#timeZone)).toISOString();
    const filter = {
      action,
      targetType,
      agentName: this.#who || null,
      from: from && moment(from),
      to: until && moment(dayAfter(until, 1)),
    };
    const { auditEntries } = await this.#api.query(AuditEntriesDocument, { filter, first, after });
    return pageOf<AuditLineFragment>(auditEntries);
  }
}
