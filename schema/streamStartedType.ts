import type { StreamStarted } from '../api/core/eventStream.ts';
import { builder } from './builder.ts';

export const StreamStartedType = builder.objectRef<StreamStarted>('StreamStarted').implement({
  description:
    'The stream hears everything from here on: fetch what came before now. Comes again whenever changes may have been lost.',
  fields: (t) => ({ at: t.expose('at', { type: 'DateTime', description: 'When.' }) }),
});
