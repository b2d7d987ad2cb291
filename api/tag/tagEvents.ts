import { publication, type Publication, type Topic } from '../core/pubsub.ts';

/** A tag has been made, changed or deleted: what shows tags is to be read anew. */
export interface TagsChanged {
  type: 'TagsChanged';
}

export const tagsTopic: Topic<TagsChanged> = 'tags';

/** Tells all consoles that the tags are others now. */
export function tagsChanged(): Publication {
  return publication(tagsTopic, { type: 'TagsChanged' });
}
