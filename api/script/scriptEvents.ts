import { publication, type Publication, type Topic } from '../core/pubsub.ts';

/** A script has been made, changed, deleted or moved: what is kept of them is to be read anew. */
export interface ScriptsChanged {
  type: 'ScriptsChanged';
}

export const scriptsTopic: Topic<ScriptsChanged> = 'scripts';

/** Tells all processes that the scripts are others now. */
export function scriptsChanged(): Publication {
  return publication(scriptsTopic, { type: 'ScriptsChanged' });
}
