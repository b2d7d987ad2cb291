import { AgentNotReachableError, OwnAgentError } from '../../api/agent/agentErrors.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { HandOverExpiredError } from '../../api/handOver/handOverErrors.ts';
import { handOverSessions } from '../../api/handOver/handOverSessions.ts';
import { undoHandOver } from '../../api/handOver/undoHandOver.ts';
import { builder } from '../builder.ts';
import { HandOverType } from './handOverType.ts';

const HandOverSessionsInput = builder.inputType('HandOverSessionsInput', {
  description: 'Who is to have one’s sessions.',
  fields: (t) => ({ toAgentId: t.id({ description: 'A colleague who is ONLINE or BUSY.' }) }),
});

const UndoHandOverInput = builder.inputType('UndoHandOverInput', {
  description: 'What to take back.',
  fields: (t) => ({ handOverId: t.id({ description: 'One’s own hand-over.' }) }),
});

builder.mutationFields((t) => ({
  handOverSessions: t.field({
    type: HandOverType,
    description: 'Gives all one’s live sessions to a colleague and makes one AWAY, all or nothing.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: HandOverSessionsInput, description: 'To whom.' }) },
    errors: { types: [NotFoundError, OwnAgentError, AgentNotReachableError] },
    resolve: (_root, { input }, { core, actor }) => handOverSessions(core, actor, input),
  }),
  undoHandOver: t.field({
    type: HandOverType,
    description: 'Takes back what one has just handed over, and the status from before.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: UndoHandOverInput, description: 'Which hand-over.' }) },
    errors: { types: [NotFoundError, HandOverExpiredError] },
    resolve: (_root, { input }, { core, actor }) => undoHandOver(core, actor, input),
  }),
}));
