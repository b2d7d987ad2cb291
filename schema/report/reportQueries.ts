import { visitorFunnel, type FunnelStep } from '../../api/report/visitorFunnel.ts';
import { builder } from '../builder.ts';

const FunnelStageType = builder.enumType('FunnelStage', {
  description: 'A step of the way from the door to the visit.',
  values: {
    ENTERED: { description: 'Has entered the site.' },
    FIRST_WORD: { description: 'Has spoken.' },
    CONTACT: { description: 'Has left contact data.' },
    APPOINTMENT: { description: 'Has an appointment.' },
    ARRIVAL: { description: 'Has come.' },
  } as const satisfies Record<FunnelStep['stage'], object>,
});

const FunnelStepType = builder.objectRef<FunnelStep>('FunnelStep').implement({
  description: 'How many visitors came as far as a step.',
  fields: (t) => ({
    stage: t.expose('stage', { type: FunnelStageType, description: 'Which step.' }),
    visitorsCount: t.exposeInt('visitorsCount', { description: 'How many visitors, each once.' }),
  }),
});

builder.queryField('visitorFunnel', (t) =>
  t.field({
    type: [FunnelStepType],
    description:
      'How far the visitors came who entered within some time, in the sessions that one may see: all steps in their order.',
    authScopes: { permission: 'SEE_REPORTS' },
    args: {
      from: t.arg({ type: 'DateTime', description: 'The first moment that counts.' }),
      to: t.arg({ type: 'DateTime', description: 'The first moment that counts no more.' }),
      siteId: t.arg.id({ required: false, description: 'Only those of one site.' }),
    },
    resolve: (_root, args, { core, actor }) => visitorFunnel(core, actor, args),
  }),
);
