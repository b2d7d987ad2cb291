/** A question, with what it takes. */
export interface Question {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly isRequired: boolean;
  readonly choices: readonly string[];
}

/** What the server found wrong with an answer, or REQUIRED. */
export type Problem = 'REQUIRED' | 'TOO_LONG' | 'MALFORMED';

/** `ok`, what is wrong with which question, or `failed`: it is worth another try. */
export type FormOutcome = 'ok' | 'failed' | ReadonlyMap<string, Problem>;

/** A form as the visitor fills it in. */
export class FormState {
  values = $state<Record<string, string>>({});
  problems = $state.raw<ReadonlyMap<string, Problem>>(new Map());
  isSending = $state(false);
  hasFailed = $state(false);
  readonly questions: readonly Question[];
  #send: (values: Readonly<Record<string, string>>) => Promise<FormOutcome>;

  constructor(
    questions: readonly Question[],
    send: (values: Readonly<Record<string, string>>) => Promise<FormOutcome>,
  ) {
    this.questions = questions;
    this.#send = send;
    this.values = Object.fromEntries(questions.map(({ id }) => [id, '']));
  }

  /** Nothing needs to be answered. */
  get isOptional(): boolean {
    return this.questions.every(({ isRequired }) => !isRequired);
  }

  /** Sends what is filled in, unless something is missing. @returns whether it is kept */
  async submit(): Promise<boolean> {
    if (this.isSending) return false;
    const missing = this.questions.filter(({ id, isRequired }) => isRequired && !this.values[id]?.trim());
    this.problems = new Map(missing.map(({ id }) => [id, 'REQUIRED']));
    this.hasFailed = false;
    if (missing.length > 0) return false;
    this.isSending = true;
    const outcome = await this.#send({ ...this.values }).catch((): FormOutcome => 'failed');
    this.isSending = false;
    this.hasFailed = outcome === 'failed';
    if (outcome instanceof Map) this.problems = outcome;
    return outcome === 'ok';
  }
}
