import type { KnownDetailFragment, SessionDetailsFragment } from '#lib/gql/generated.ts';
import { messageSpotlight } from '#lib/message/messageSpotlight.svelte.ts';
import { PointMenu } from '#lib/ui/pointMenu.svelte.ts';
import { highlightsOf, type HighlightSpan } from './highlightParts.ts';

type Session = Pick<SessionDetailsFragment, 'id'> & {
  visitor: Pick<SessionDetailsFragment['visitor'], 'contactDetails'>;
};

/** The words of a thread out of which something was read, and the menu that opens on them. */
export class ThreadHighlights {
  /** Opened for the values that were read out of the same words. */
  readonly menu = new PointMenu<readonly KnownDetailFragment[]>();
  readonly #session: () => Session;
  readonly #details = $derived.by(() => this.#session().visitor.contactDetails);
  readonly #spans = $derived.by(() => highlightsOf(this.#details, this.#session().id));

  constructor(session: () => Session) {
    this.#session = session;
  }

  /** What was read out of a message; undefined for nothing, as of most. */
  spansOf(seq: number): readonly HighlightSpan[] | undefined {
    return this.#spans.get(seq);
  }

  isLit(details: readonly KnownDetailFragment[]): boolean {
    return details.some(({ id }) => messageSpotlight.isDetailLit(id));
  }
}
