import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

const zooms = [1, 1.5, 2, 3, 4, 6];

/** One image over everything else, large, and the others of its talk beside it. */
export class LightboxState {
  images = $state.raw<readonly AttachmentPartsFragment[]>([]);
  place = $state(0);
  /** How much larger than it fits the screen. */
  zoom = $state(1);
  readonly image = $derived.by(() => this.images[this.place] ?? null);
  readonly hasPrevious = $derived.by(() => this.place > 0);
  readonly hasNext = $derived.by(() => this.place < this.images.length - 1);

  /** @param around the images of the talk, in order; without the image itself there is only that one */
  open(image: AttachmentPartsFragment, around: readonly AttachmentPartsFragment[]): void {
    const place = around.findIndex(({ id }) => id === image.id);
    this.images = place < 0 ? [image] : around;
    this.place = Math.max(0, place);
    this.zoom = 1;
  }

  close(): void {
    this.images = [];
  }

  previous(): void {
    if (this.hasPrevious) this.#show(this.place - 1);
  }

  next(): void {
    if (this.hasNext) this.#show(this.place + 1);
  }

  zoomIn(): void {
    this.zoom = zooms.find((zoom) => zoom > this.zoom) ?? this.zoom;
  }

  zoomOut(): void {
    this.zoom = zooms.findLast((zoom) => zoom < this.zoom) ?? this.zoom;
  }

  /** Back to the whole image, or closer to what is fitted. */
  toggleZoom(): void {
    this.zoom = this.zoom > 1 ? 1 : 2;
  }

  /** Whether the key was one of the lightbox. */
  handleKey(key: string): boolean {
    const acts: Record<string, (() => void) | undefined> = {
      ArrowLeft: () => this.previous(),
      ArrowRight: () => this.next(),
      Home: () => this.#show(0),
      End: () => this.#show(this.images.length - 1),
      '+': () => this.zoomIn(),
      '=': () => this.zoomIn(),
      '-': () => this.zoomOut(),
      '0': () => (this.zoom = 1),
    };
    acts[key]?.();
    return acts[key] !== undefined;
  }

  #show(place: number): void {
    this.place = place;
    this.zoom = 1;
  }
}

export const lightbox = new LightboxState();
