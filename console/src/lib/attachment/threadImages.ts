import { getContext, setContext } from 'svelte';
import type { AttachmentPartsFragment, ThreadMessageFragment } from '#lib/gql/generated.ts';

type Images = () => readonly AttachmentPartsFragment[];

const key = Symbol('the images of a thread');

/** Lets every image of a thread know of the others. */
export function gatherImages(messages: () => readonly Pick<ThreadMessageFragment, 'attachment'>[]): void {
  const images: Images = () =>
    messages().flatMap(({ attachment }) => (attachment?.kind === 'IMAGE' ? attachment : []));
  setContext(key, images);
}

/** The images of the thread that this component is part of; none outside of one. */
export function imagesAround(): Images {
  return getContext<Images | undefined>(key) ?? (() => []);
}
