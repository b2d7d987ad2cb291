import { NotFoundError } from '../../api/core/errors.ts';
import { setSiteDepartments } from '../../api/site/setSiteDepartments.ts';
import { builder } from '../builder.ts';
import { workingHoursDescriptions as descriptions } from './siteDepartmentType.ts';
import { SiteType } from './siteType.ts';

const WorkingHoursInput = builder.inputType('WorkingHoursInput', {
  description: 'Some hours of some weekdays, by the organisation’s clock.',
  fields: (t) => ({
    weekdays: t.intList({ description: descriptions.weekdays }),
    from: t.string({ description: descriptions.from }),
    to: t.string({ description: descriptions.to }),
  }),
});

const SiteDepartmentInput = builder.inputType('SiteDepartmentInput', {
  description: 'A department that serves a site.',
  fields: (t) => ({
    departmentId: t.id({ description: 'Which department; those below it serve too.' }),
    workingHours: t.field({
      type: [WorkingHoursInput],
      required: false,
      description: 'When; left out or empty for always. At most 20.',
    }),
  }),
});

const SetSiteDepartmentsInput = builder.inputType('SetSiteDepartmentsInput', {
  description: 'Which departments serve a site.',
  fields: (t) => ({
    siteId: t.id({ description: 'Which site.' }),
    departments: t.field({
      type: [SiteDepartmentInput],
      description: 'All of them, the one that is asked first first; at most 50.',
    }),
  }),
});

builder.mutationField('setSiteDepartments', (t) =>
  t.field({
    type: SiteType,
    description: 'Says which departments serve a site and when, in force at once.',
    authScopes: { permission: 'MANAGE_SITES' },
    args: { input: t.arg({ type: SetSiteDepartmentsInput, description: 'Which site, and by whom.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => setSiteDepartments(core, actor, input),
  }),
);
