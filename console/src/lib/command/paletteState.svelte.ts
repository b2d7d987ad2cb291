import { Throttle } from '#lib/clock/throttle.ts';
import { m } from '#lib/paraglide/messages.js';
import { PickState } from '#lib/ui/pickState.svelte.ts';
import type { Command } from './command.ts';
import { foundSections, offeredSections, type PaletteOffer } from './paletteSections.ts';
import type { RecentCommands } from './recentCommands.ts';

interface PaletteOptions {
  /** What can be done now, and who can be found, as far as is known here. */
  offer: () => Pick<PaletteOffer, 'commands' | 'sessions' | 'colleagues'>;
  /** Asks the server for sessions. */
  findSessions: (search: string) => Promise<readonly Command[]>;
  /** What is offered for any words, whatever else is found. */
  searchFor: (search: string) => Command;
  recent: Pick<RecentCommands, 'all' | 'remember'>;
  onChoose: (command: Command) => void;
}

/** Everything that can be done, found by a few letters. */
export class PaletteState {
  readonly pick: PickState<Command>;
  readonly search = $derived.by(() => this.pick.search.trim());
  readonly sections = $derived.by(() => {
    const offer = { ...this.#options.offer(), recentIds: this.#options.recent.all, foundSessions: [] };
    if (!this.search) return offeredSections(offer);
    const isFound = this.#found.search === this.search;
    const sections = foundSections(
      { ...offer, foundSessions: isFound ? this.#found.sessions : [] },
      this.search,
    );
    const searchFor = { id: 'search', name: m.search(), commands: [this.#options.searchFor(this.search)] };
    return [...sections, searchFor];
  });
  /** What the server found last, and for which words. */
  #found = $state.raw<{ search: string; sessions: readonly Command[] }>({ search: '', sessions: [] });
  readonly #options: PaletteOptions;
  readonly #asking = new Throttle(() => void this.#ask(), { delayMs: 150, intervalMs: 300 });

  constructor(options: PaletteOptions) {
    this.#options = options;
    this.pick = new PickState<Command>({
      options: () => this.sections.flatMap(({ commands }) => commands),
      textOf: ({ label }) => label,
      find: (commands) => commands,
      onPick: (command) => this.choose(command),
    });
  }

  choose(command: Command): void {
    // Who was found today has left tomorrow.
    if (!/^(session-[0-9a-f]{8}|search-for)/.test(command.id)) this.#options.recent.remember(command.id);
    this.#options.onChoose(command);
  }

  /** Something was typed: the choice begins again with what fits best. */
  handleInput(): void {
    this.pick.activateFirst();
    if (this.search) this.#asking.wish();
  }

  stop(): void {
    this.#asking.stop();
  }

  async #ask(): Promise<void> {
    const { search } = this;
    if (!search || search === this.#found.search) return;
    // Without an answer what is known here is all that is found.
    const sessions = await this.#options.findSessions(search).catch(() => []);
    if (this.search === search) this.#found = { search, sessions };
  }
}
