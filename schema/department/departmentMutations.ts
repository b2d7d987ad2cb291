import { NotFoundError } from '../../api/core/errors.ts';
import { createDepartment } from '../../api/department/createDepartment.ts';
import { deleteDepartment } from '../../api/department/deleteDepartment.ts';
import {
  DepartmentCycleError,
  DepartmentInUseError,
  DepartmentTooDeepError,
} from '../../api/department/departmentErrors.ts';
import { moveDepartment } from '../../api/department/moveDepartment.ts';
import { renameDepartment } from '../../api/department/renameDepartment.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { DepartmentType } from './departmentType.ts';

const CreateDepartmentInput = builder.inputType('CreateDepartmentInput', {
  description: 'A department to be made.',
  fields: (t) => ({
    name: t.string({ description: 'At most 100 characters.' }),
    parentId: t.id({ required: false, description: 'The department above it; none at the root.' }),
  }),
});

const RenameDepartmentInput = builder.inputType('RenameDepartmentInput', {
  description: 'How a department is to be called.',
  fields: (t) => ({
    departmentId: t.id({ description: 'Which department.' }),
    name: t.string({ description: 'At most 100 characters.' }),
  }),
});

const MoveDepartmentInput = builder.inputType('MoveDepartmentInput', {
  description: 'Where a department is to stand.',
  fields: (t) => ({
    departmentId: t.id({ description: 'Which department; those below it come along.' }),
    parentId: t.id({ required: false, description: 'The department above it; none at the root.' }),
    position: t.int({
      required: false,
      description: 'Its place among those below the same one, from 0; left out it becomes the last.',
    }),
  }),
});

const DeleteDepartmentInput = builder.inputType('DeleteDepartmentInput', {
  description: 'Which department to delete.',
  fields: (t) => ({ departmentId: t.id({ description: 'Which department.' }) }),
});

const authScopes = { permission: 'MANAGE_DEPARTMENTS' } as const;

builder.mutationFields((t) => ({
  createDepartment: t.field({
    type: DepartmentType,
    description: 'Makes a department, the last among those below the same one.',
    authScopes,
    args: { input: t.arg({ type: CreateDepartmentInput, description: 'Its name and place.' }) },
    errors: { types: [NotFoundError, DepartmentTooDeepError] },
    resolve: (_root, { input }, { core, actor }) => createDepartment(core, actor, input),
  }),
  renameDepartment: t.field({
    type: DepartmentType,
    description: 'Renames a department.',
    authScopes,
    args: { input: t.arg({ type: RenameDepartmentInput, description: 'Which department, and its name.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => renameDepartment(core, actor, input),
  }),
  moveDepartment: t.field({
    type: DepartmentType,
    description:
      'Moves a department with all below it. Who sees what changes at once, for those too who work now.',
    authScopes,
    args: { input: t.arg({ type: MoveDepartmentInput, description: 'Which department, and where to.' }) },
    errors: { types: [NotFoundError, DepartmentCycleError, DepartmentTooDeepError] },
    resolve: (_root, { input }, { core, actor }) => moveDepartment(core, actor, input),
  }),
  deleteDepartment: t.field({
    type: DeletionReceipt,
    description:
      'Deletes a department without agents, departments below it and live sessions. Its ended sessions go to the department above.',
    authScopes,
    args: { input: t.arg({ type: DeleteDepartmentInput, description: 'Which department.' }) },
    errors: { types: [NotFoundError, DepartmentInUseError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteDepartment(core, actor, input),
    }),
  }),
}));
