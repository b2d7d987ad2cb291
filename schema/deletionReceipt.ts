import { builder } from './builder.ts';

/** That something is gone. */
export const DeletionReceipt = builder.objectRef<{ deletedId: string }>('DeletionReceipt').implement({
  description: 'That something was deleted.',
  fields: (t) => ({ deletedId: t.exposeID('deletedId', { description: 'What had this id.' }) }),
});
