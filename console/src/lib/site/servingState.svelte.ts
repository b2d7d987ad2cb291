import type { ManagedSiteFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { RowOrder } from '#lib/ui/rowOrder.svelte.ts';
import type { HoursDraft } from './workingHours.ts';

/** A department that serves a site, as it is filled in. */
export interface ServingDraft {
  /** The department's. */
  id: string;
  name: string;
  /** None for always. */
  hours: readonly HoursDraft[];
}

/** When one begins to fill in hours. */
const usualHours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

/** Which departments serve a site, in which order and when. */
export class ServingState {
  rows = $state.raw<readonly ServingDraft[]>([]);
  /** What has just been moved, for who cannot see it. */
  announcement = $state('');
  error = $state<string | null>(null);
  /** What is wrong with hours, by their id. */
  hoursErrors = $state.raw<Record<string, string>>({});
  #saved = $state.raw<ManagedSiteFragment>()!;
  readonly order: RowOrder<ServingDraft>;
  #lastId = 0;

  constructor(site: ManagedSiteFragment) {
    this.order = new RowOrder({
      rows: () => this.rows,
      canMove: () => this.rows.length > 1,
      onMove: (rows, { name }, place) => {
        this.rows = rows;
        this.announcement = m.department_moved_place({ name, place: place + 1, count: rows.length });
      },
    });
    this.reset(site);
  }

  readonly isDirty = $derived.by(() => JSON.stringify(inputOf(this.rows)) !== this.#savedInput);

  get #savedInput(): string {
    return JSON.stringify(inputOf(this.#draftsOf(this.#saved)));
  }

  reset(site: ManagedSiteFragment = this.#saved): void {
    this.#saved = site;
    this.rows = this.#draftsOf(site);
    this.error = null;
    this.hoursErrors = {};
  }

  /** Whether a department serves now; null where what was filled in is not saved. */
  isOpenNow(row: ServingDraft): boolean | null {
    const saved = this.#saved.departments.find(({ department }) => department.id === row.id);
    const before = saved && this.#draftsOf({ departments: [saved] });
    return before && JSON.stringify(inputOf(before)) === JSON.stringify(inputOf([row]))
      ? saved.isOpenNow
      : null;
  }

  add(department: { id: string; name: string }): void {
    const { id, name } = department;
    if (!this.rows.some((row) => row.id === id)) this.rows = [...this.rows, { id, name, hours: [] }];
  }

  remove(id: string): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  setAlways(id: string, isAlways: boolean): void {
    this.#setHours(id, () => (isAlways ? [] : [this.#newHours()]));
  }

  addHours(id: string): void {
    this.#setHours(id, (hours) => [...hours, this.#newHours()]);
  }

  removeHours(id: string, hoursId: string): void {
    this.#setHours(id, (hours) => hours.filter((one) => one.id !== hoursId));
  }

  changeHours(id: string, hoursId: string, change: Partial<HoursDraft>): void {
    this.#setHours(id, (hours) => hours.map((one) => (one.id === hoursId ? { ...one, ...change } : one)));
    this.hoursErrors = Object.fromEntries(
      Object.entries(this.hoursErrors).filter(([key]) => key !== hoursId),
    );
  }

  toggleWeekday(id: string, { id: hoursId, weekdays }: HoursDraft, weekday: number): void {
    const isOn = weekdays.includes(weekday);
    const others = weekdays.filter((other) => other !== weekday);
    this.changeHours(id, hoursId, { weekdays: isOn ? others : [...others, weekday].sort() });
  }

  /** What is to be saved; null when something is wrong, which is said at its place then. */
  check(): ReturnType<typeof inputOf> | null {
    const errors: Record<string, string> = {};
    for (const { id, weekdays, from, to } of this.rows.flatMap(({ hours }) => hours)) {
      if (weekdays.length === 0) errors[id] = m.hours_no_days();
      else if (!from || !to) errors[id] = m.hours_no_time();
    }
    this.error = null;
    this.hoursErrors = errors;
    return Object.keys(errors).length === 0 ? inputOf(this.rows) : null;
  }

  #setHours(id: string, change: (hours: readonly HoursDraft[]) => readonly HoursDraft[]): void {
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, hours: change(row.hours) } : row));
  }

  #newHours(): HoursDraft {
    return { id: String(++this.#lastId), ...usualHours };
  }

  #draftsOf({ departments }: Pick<ManagedSiteFragment, 'departments'>): ServingDraft[] {
    return departments.map(({ department: { id, name }, workingHours }) => ({
      id,
      name,
      hours: workingHours.map(({ weekdays, from, to }, index) => ({
        id: `${id} ${index}`,
        weekdays,
        from,
        // A field for a time knows no 24:00; midnight at or before the beginning is on the next day.
        to: to === '24:00' ? '00:00' : to,
      })),
    }));
  }
}

function inputOf(rows: readonly ServingDraft[]) {
  return rows.map(({ id: departmentId, hours }) => ({
    departmentId,
    workingHours: hours.map(({ weekdays, from, to }) => ({ weekdays: [...weekdays], from, to })),
  }));
}
