import { builder } from '../builder.ts';

export const DepartmentType = builder.prismaObject('Department', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
  }),
});
