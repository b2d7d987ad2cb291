import type { Api } from '#lib/connection/api.ts';
import { MentionableAgentsDocument, type MentionableAgentsQuery } from '#lib/gql/generated.ts';
import type { InputMethodGuard } from '#lib/ui/inputMethodGuard.ts';
import { matchingMentions, mentionedIn, typedMention } from './mentionRules.ts';

type Agents = Extract<MentionableAgentsQuery['session'], { __typename: 'Session' }>['mentionableAgents'];

interface MentionInputOptions {
  api: Pick<Api, 'query'>;
  sessionId: string;
  /** Oneself is not offered. */
  agentId: string;
  mostPerNote: number;
  inputMethod: Pick<InputMethodGuard, 'owns'>;
  /** Called with the whole text as it is to be, and where the caret goes. */
  onAccept: (text: string, caret: number) => void;
}

const mostShown = 8;

/** Whom a note calls: colleagues are offered behind an @, and chosen by keys. */
export class MentionInput {
  rows = $state.raw<Agents>([]);
  chosen = $state(0);
  readonly isOpen = $derived(this.rows.length > 0);
  readonly #options: MentionInputOptions;
  #agents: Promise<Agents> | null = null;
  #known: Agents = [];
  #text = '';
  #caret = 0;

  constructor(options: MentionInputOptions) {
    this.#options = options;
  }

  /** Fetches who may be called: before it is needed, and once. */
  prepare(): Promise<Agents> {
    this.#agents ??= this.#fetch();
    return this.#agents;
  }

  /** The text of a note has changed; while an input method composes it, nobody is meant yet. */
  handleInput(text: string, caret: number, isComposing: boolean): void {
    [this.#text, this.#caret] = [text, caret];
    void this.prepare().then(() => this.#offer(isComposing));
    if (isComposing) this.close();
  }

  /** @returns whether the key was used here, and is nobody else's */
  handleKey(event: KeyboardEvent): boolean {
    if (!this.isOpen || this.#options.inputMethod.owns(event)) return false;
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    const isUsed = this.#act(event.key);
    if (isUsed) event.preventDefault();
    return isUsed;
  }

  accept(index: number): void {
    const agent = this.rows[index];
    const typed = typedMention(this.#text, this.#caret);
    this.close();
    if (!agent || !typed) return;
    const before = `${this.#text.slice(0, typed.start)}@${agent.displayName} `;
    this.#options.onAccept(before + this.#text.slice(this.#caret).trimStart(), before.length);
  }

  /** The ids of those whom a text calls. */
  readonly calledIn = (text: string): string[] => {
    return mentionedIn(text, this.#known, this.#options.mostPerNote);
  };

  close(): void {
    this.rows = [];
    this.chosen = 0;
  }

  #offer(isComposing: boolean): void {
    const typed = isComposing ? null : typedMention(this.#text, this.#caret);
    this.chosen = 0;
    this.rows = typed ? matchingMentions(this.#known, typed.typed).slice(0, mostShown) : [];
  }

  #act(key: string): boolean {
    const { length } = this.rows;
    switch (key) {
      case 'ArrowDown':
        this.chosen = (this.chosen + 1) % length;
        return true;
      case 'ArrowUp':
        this.chosen = (this.chosen - 1 + length) % length;
        return true;
      case 'Enter':
      case 'Tab':
        this.accept(this.chosen);
        return true;
      case 'Escape':
        this.close();
        return true;
      default:
        return false;
    }
  }

  async #fetch(): Promise<Agents> {
    const { api, sessionId, agentId } = this.#options;
    try {
      const { session } = await api.query(MentionableAgentsDocument, { id: sessionId });
      const agents = session.__typename === 'Session' ? session.mentionableAgents : [];
      this.#known = agents.filter(({ id }) => id !== agentId);
    } catch {
      // The next letter asks again.
      this.#agents = null;
    }
    return this.#known;
  }
}
