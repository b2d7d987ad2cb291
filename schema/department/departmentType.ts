import {
  DepartmentCycleError,
  DepartmentInUseError,
  DepartmentTooDeepError,
} from '../../api/department/departmentErrors.ts';
import { canManageDepartment } from '../../api/department/departmentRules.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const DepartmentType = builder.prismaObject('Department', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    parentId: t.exposeID('parentId', {
      nullable: true,
      description: 'The department above it; null at the root of the tree.',
    }),
    agentsCount: t.relationCount('agents', {
      where: { deactivatedAt: null },
      description: 'How many active agents work in it, those of departments below not counted.',
    }),
    viewerCanManage: t.boolean({
      description: 'Whether whoever asks may rename, move and delete it, and make others below it.',
      resolve: ({ path }, _args, { actor }) => canManageDepartment(actor, path),
    }),
  }),
});

builder.objectType(DepartmentCycleError, {
  name: 'DepartmentCycleError',
  description: 'A department cannot be moved to itself or to one below it.',
  interfaces: [ErrorInterface],
});

builder.objectType(DepartmentTooDeepError, {
  name: 'DepartmentTooDeepError',
  description: 'The tree of departments would have too many levels.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ limit: t.exposeInt('limit', { description: 'How many levels it may have.' }) }),
});

builder.objectType(DepartmentInUseError, {
  name: 'DepartmentInUseError',
  description: 'Somebody or something is still in the department.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    agentsCount: t.exposeInt('agentsCount', { description: 'Agents in it, deactivated ones included.' }),
    childrenCount: t.exposeInt('childrenCount', { description: 'Departments right below it.' }),
    sessionsCount: t.exposeInt('sessionsCount', {
      description:
        'Its live sessions; for one at the root, which has nobody to leave them to, ended ones too.',
    }),
  }),
});
