import { getSettings } from '../../api/setting/settings.ts';
import { isOpen, workingHoursFrom, type WorkingHours } from '../../api/site/workingHoursRules.ts';
import { builder } from '../builder.ts';

export const workingHoursDescriptions = {
  weekdays: 'On which days: 1 is Monday, 7 is Sunday (ISO 8601).',
  from: 'From when on, as HH:MM by the organisation’s clock.',
  to: 'Until when, as HH:MM; 24:00 is the end of the day, what is not after `from` is on the next one.',
};

const WorkingHoursType = builder.objectRef<WorkingHours>('WorkingHours').implement({
  description: 'Some hours of some weekdays, by the organisation’s clock.',
  fields: (t) => ({
    weekdays: t.exposeIntList('weekdays', { description: workingHoursDescriptions.weekdays }),
    from: t.exposeString('from', { description: workingHoursDescriptions.from }),
    to: t.exposeString('to', { description: workingHoursDescriptions.to }),
  }),
});

export const SiteDepartmentType = builder.prismaObject('SiteDepartment', {
  fields: (t) => ({
    department: t.relation('department', { description: 'Which department; those below it serve too.' }),
    workingHours: t.field({
      type: [WorkingHoursType],
      description: 'When, by the organisation’s clock; empty for always.',
      resolve: ({ workingHours }) => workingHoursFrom(workingHours),
    }),
    isOpenNow: t.boolean({
      description: 'Whether it serves the site at this hour.',
      resolve: async ({ workingHours }, _args, { core }) =>
        isOpen(workingHoursFrom(workingHours), core.clock.now(), (await getSettings(core)).timeZone),
    }),
  }),
});

builder.prismaObjectField('Site', 'departments', (t) =>
  t.relation('departments', {
    type: SiteDepartmentType,
    authScopes: { agent: true },
    description: 'Which departments serve it, the one that is asked first first. For agents.',
    query: { orderBy: { position: 'asc' } },
  }),
);
