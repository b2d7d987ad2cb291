import type { FormFieldFragment, FormFieldInput, FormFieldKind } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { violationText } from '#lib/setting/violationText.ts';

/** As many as the API takes. */
export const maxQuestions = 6;
const maxChoices = 20;

/** A question as it is filled in. */
export interface QuestionDraft {
  id: string;
  label: string;
  kind: FormFieldKind;
  isRequired: boolean;
  /** One on each line. */
  choices: string;
}

/** What visitors of a site are asked before their first word, as it is filled in. */
export class QuestionsState {
  rows = $state<QuestionDraft[]>([]);
  /** What is wrong with a question, by its id. */
  errors = $state.raw<Readonly<Record<string, string>>>({});
  #saved = $state.raw<readonly FormFieldFragment[]>([]);
  readonly given: FormFieldInput[] = $derived(this.rows.map(given));
  readonly isDirty = $derived(JSON.stringify(this.given) !== JSON.stringify(this.#saved.map(plain)));

  constructor(saved: readonly FormFieldFragment[]) {
    this.reset(saved);
  }

  reset(saved: readonly FormFieldFragment[]): void {
    this.#saved = saved;
    this.rows = saved.map((one) => ({ ...plain(one), choices: one.choices.join('\n') }));
    this.errors = {};
  }

  add(): void {
    this.rows.push({ id: crypto.randomUUID(), label: '', kind: 'TEXT', isRequired: false, choices: '' });
  }

  remove(id: string): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  /** Moves a question up (-1) or down (1). */
  move(id: string, by: -1 | 1): void {
    const from = this.rows.findIndex((row) => row.id === id);
    const [row] = this.rows.splice(from, 1);
    if (row) this.rows.splice(from + by, 0, row);
  }

  /** @returns whether every question can be asked; what is wrong is said at it */
  check(): boolean {
    this.errors = Object.fromEntries(
      this.given.map((one) => [one.id, problemOf(one)]).filter(([, problem]) => problem !== null),
    ) as Record<string, string>;
    return Object.keys(this.errors).length === 0;
  }
}

function plain({
  id,
  label,
  kind,
  isRequired,
  choices,
}: FormFieldFragment): FormFieldFragment & FormFieldInput {
  return { id, label, kind, isRequired, choices } as FormFieldFragment & FormFieldInput;
}

function given({ id, label, kind, isRequired, choices }: QuestionDraft): FormFieldInput {
  const lines = choices.split('\n').map((line) => line.trim());
  const chosen = kind === 'CHOICE' ? [...new Set(lines.filter(Boolean))] : [];
  return { id, label: label.trim(), kind, isRequired, choices: chosen };
}

function problemOf({ label, kind, choices = [] }: FormFieldInput): string | null {
  if (label === '') return violationText({ rule: 'REQUIRED', limit: null });
  if (kind !== 'CHOICE') return null;
  const fits =
    choices.length >= 2 && choices.length <= maxChoices && choices.every((one) => one.length <= 60);
  return fits ? null : m.site_question_choices_wrong({ limit: maxChoices });
}
