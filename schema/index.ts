import { builder } from './builder.ts';
import './scalars.ts';
import './errors.ts';
import './setting/limitsType.ts';
import './department/departmentType.ts';
import './agent/agentType.ts';
import './agent/agentQueries.ts';
import './agent/agentMutations.ts';
import './site/siteType.ts';
import './visitor/visitorType.ts';
import './visitor/visitorMutations.ts';
import './message/messageType.ts';
import './message/messageMutations.ts';
import './session/sessionType.ts';
import './session/sessionEventType.ts';
import './session/sessionQueries.ts';
import './session/sessionMutations.ts';
import './session/sessionSubscriptions.ts';

/** The whole schema. */
export const schema = builder.toSchema();
