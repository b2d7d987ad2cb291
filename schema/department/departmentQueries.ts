import { builder } from '../builder.ts';
import { DepartmentType } from './departmentType.ts';

builder.queryField('departments', (t) =>
  t.prismaField({
    type: [DepartmentType],
    description:
      'The whole tree as a list, in the order in which it is shown within each department. For agents.',
    authScopes: { agent: true },
    resolve: (query, _root, _args, { core }) =>
      core.database.prisma.department.findMany({ ...query, orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
  }),
);
