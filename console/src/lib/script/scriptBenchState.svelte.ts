import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  TryScriptsDocument,
  type SessionReach,
  type TrialOccasion,
  type TryScriptsQuery,
} from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';

type Trial = Extract<TryScriptsQuery['tryScripts'], { __typename: 'ScriptTrial' }>;

/** What was said on the bench, or that time has passed. */
export interface BenchLine {
  id: number;
  author: 'VISITOR' | 'AGENT' | 'SCRIPT' | 'TIME';
  text: string;
}

/** A talk that is made up, to hear what the scripts say in it: the agent plays the visitor. */
export class ScriptBenchState {
  siteId = $state<string | null>(null);
  /** By the organisation's clock, as 2026-11-22T08:30; '' for now. */
  localTime = $state('');
  reach = $state<SessionReach>('ANSWERED');
  /** As typed. */
  queuePosition = $state('3');
  /** What the visitor is about to say. */
  text = $state('');
  lines = $state.raw<readonly BenchLine[]>([]);
  /** The last step's answer; null before the first. */
  trial = $state.raw<Trial | null>(null);
  isBusy = $state(false);
  error = $state<string | null>(null);
  readonly #api: Pick<Api, 'query'>;
  #saidIds: string[] = [];
  /** For how many seconds nobody has said anything. */
  #silence = 0;
  #lineCount = 0;
  /** Of the talk before, nothing counts. */
  #talk = Symbol();

  constructor(api: Pick<Api, 'query'>) {
    this.#api = api;
  }

  get canBegin(): boolean {
    return this.siteId !== null;
  }

  /** The visitor enters the site: everything begins anew. */
  enter(): Promise<void> {
    this.#talk = Symbol();
    this.isBusy = false;
    this.lines = [];
    this.#saidIds = [];
    this.#silence = 0;
    return this.#step('ENTERED');
  }

  /** The visitor says what is typed. */
  async say(): Promise<void> {
    const text = this.text.trim();
    if (text === '' || this.isBusy) return;
    this.text = '';
    this.#add('VISITOR', text);
    this.#silence = 0;
    await this.#step('WROTE', text);
  }

  /** An agent says something: who has been queueing is answered now. */
  answer(text: string): void {
    if (this.isBusy) return;
    this.reach = 'ANSWERED';
    this.#silence = 0;
    this.#add('AGENT', text);
  }

  /** Nobody says anything for so many seconds. */
  async wait(seconds: number, text: string): Promise<void> {
    if (this.isBusy) return;
    this.#silence += seconds;
    this.#add('TIME', text);
    const isUntouched = this.#people.length === 0 && this.#saidIds.length === 0;
    await this.#step(isUntouched ? 'ENTERED' : 'SILENT');
  }

  get #people(): readonly BenchLine[] {
    return this.lines.filter(({ author }) => author === 'VISITOR' || author === 'AGENT');
  }

  async #step(occasion: TrialOccasion, text: string | null = null): Promise<void> {
    const { siteId, reach, localTime } = this;
    if (siteId === null) return;
    const talk = this.#talk;
    this.isBusy = true;
    this.error = null;
    const spoken = this.lines.filter(({ author }) => author !== 'TIME');
    try {
      const { tryScripts: answer } = await this.#api.query(TryScriptsDocument, {
        input: {
          siteId,
          occasion,
          text,
          seconds: this.#silence,
          localTime: localTime || null,
          reach,
          queuePosition: Math.max(1, Math.trunc(Number(this.queuePosition)) || 1),
          hasAgentWritten: this.lines.some(({ author }) => author === 'AGENT'),
          isVisitorWaiting: spoken.at(-1)?.author === 'VISITOR',
          saidScriptIds: [...this.#saidIds],
        },
      });
      if (this.#talk === talk) this.#hear(answer);
    } catch (error) {
      if (this.#talk === talk) this.error = errorText(codeOf(error));
    } finally {
      if (this.#talk === talk) this.isBusy = false;
    }
  }

  #hear(answer: TryScriptsQuery['tryScripts']): void {
    if (answer.__typename !== 'ScriptTrial') {
      this.error = refusalText(answer);
      return;
    }
    this.trial = answer;
    if (!answer.script || answer.text === null) return;
    this.#saidIds.push(answer.script.id);
    this.#silence = 0;
    this.#add('SCRIPT', answer.text);
  }

  #add(author: BenchLine['author'], text: string): void {
    this.lines = [...this.lines, { id: this.#lineCount++, author, text }];
  }
}
