import type { Actor } from '../../api/core/actor.ts';
import { hasPermission } from '../../api/core/actor.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';

/** Who may ask for a field of an object that they have: a kind of people, or a permission; of several, one is enough. */
export type Audience = 'everybody' | 'signedIn' | 'agent' | Permission | `${Permission} or ${Permission}`;

/**
 * Who may ask for what: every field of every type of the API, by audience. A field that is not here has no rule, and
 * fails the test: whoever adds one decides who may see it.
 */
export const fieldRules: Record<string, Partial<Record<Audience, string>>> = {
  Query: {
    everybody: 'currentAgent limits',
    signedIn: 'session',
    agent: 'colleagues departments sessions settings',
    MANAGE_AGENTS: 'agents',
    'MANAGE_ROLES or MANAGE_AGENTS': 'roles',
    SEE_AUDIT: 'auditEntries',
  },
  Mutation: {
    everybody: 'enterSite signIn',
    signedIn: 'markRead sendMessage signalTyping',
    agent: 'changePassword endSession setStatus signOut signOutEverywhere',
    MANAGE_AGENTS: 'createAgent deactivateAgent reactivateAgent setAgentPassword updateAgent',
    MANAGE_DEPARTMENTS: 'createDepartment deleteDepartment moveDepartment renameDepartment',
    MANAGE_ROLES: 'createRole deleteRole updateRole',
    MANAGE_SETTINGS: 'updateSettings',
  },
  Subscription: { signedIn: 'sessionEvents', agent: 'colleagueEvents sessionListEvents' },

  Agent: {
    everybody: 'displayName id viewerCanChange',
    agent: 'department isActive liveSessionsCount login role status statusChangedAt',
  },
  AgentStatusChanged: { everybody: 'agentId status statusChangedAt' },
  Assignment: { everybody: 'agent candidates decidedAt id reason' },
  AssignmentCandidate: { everybody: 'agentId capacity lastAssignedAt liveCount status' },
  AuditChange: { everybody: 'after before field' },
  AuditEntry: { SEE_AUDIT: 'action agentId agentName at changes id targetId targetType' },
  DeletionReceipt: { everybody: 'deletedId' },
  Department: { everybody: 'agentsCount id name parentId' },
  Limits: { everybody: 'messageMaxLength overdueSeconds typingIntervalMs typingTimeoutMs' },
  // To visitors, agentId is null: they see the owner's name only.
  Message: { everybody: 'agentId author authorName clientId createdAt id notice seq sessionId text' },
  MessagePreview: { everybody: 'author sentAt text' },
  MessageSent: { everybody: 'message' },
  PageInfo: { everybody: 'endCursor hasNextPage hasPreviousPage startCursor' },
  QueryAgentsConnection: { everybody: 'edges pageInfo totalCount' },
  QueryAgentsConnectionEdge: { everybody: 'cursor node' },
  QueryAuditEntriesConnection: { everybody: 'edges pageInfo' },
  QueryAuditEntriesConnectionEdge: { everybody: 'cursor node' },
  QuerySessionsConnection: { everybody: 'edges pageInfo totalCount' },
  QuerySessionsConnectionEdge: { everybody: 'cursor node' },
  Role: {
    everybody: 'id isShipped name permissions viewerCanChange',
    'MANAGE_ROLES or MANAGE_AGENTS': 'agentsCount',
  },
  Session: {
    everybody:
      'activeAt agentReadSeq endReason endedAt id isLive lastMessage lastSeq messages owner ownerId queuePosition site startedAt unreadCount version viewerCanEnd viewerCanSend visitor visitorReadSeq waitingSince',
    agent:
      'address assignments currentPageTitle currentPageUrl department landingPageUrl language referrer userAgent',
  },
  SessionChanged: { everybody: 'session' },
  SessionMessagesConnection: { everybody: 'edges pageInfo' },
  SessionMessagesConnectionEdge: { everybody: 'cursor node' },
  SessionWithdrawn: { everybody: 'sessionId' },
  Settings: { everybody: 'agentGraceSeconds overdueSeconds timeZone' },
  SignOutReceipt: { everybody: 'endedCount' },
  Site: { everybody: 'accentColor greeting id name' },
  SiteEntry: { everybody: 'session site visitor visitorSecret' },
  StreamStarted: { everybody: 'at' },
  TypingReceipt: { everybody: 'expiresAt' },
  // To visitors, agentId is null here too.
  TypingSignalled: { everybody: 'agentId author authorName expiresAt isTyping sessionId' },
  Violation: { everybody: 'field limit rule' },
  Visitor: { everybody: 'createdAt id lastSeenAt nickname', agent: 'note sessionsCount' },

  DepartmentCycleError: { everybody: 'code message' },
  DepartmentInUseError: { everybody: 'agentsCount childrenCount code message sessionsCount' },
  DepartmentTooDeepError: { everybody: 'code limit message' },
  InvalidInputError: { everybody: 'code message violations' },
  LastHolderError: { everybody: 'code message permission' },
  LoginTakenError: { everybody: 'code message' },
  NotAllowedError: { everybody: 'code message' },
  NotFoundError: { everybody: 'code message' },
  NotSignedInError: { everybody: 'code message' },
  OriginNotAllowedError: { everybody: 'code message' },
  OwnAgentError: { everybody: 'code message' },
  PermissionNotHeldError: { everybody: 'code message permissions' },
  RoleInUseError: { everybody: 'agentsCount code message' },
  RoleNameTakenError: { everybody: 'code message' },
  SessionEndedError: { everybody: 'code message' },
  ShippedRoleError: { everybody: 'code message' },
  SignInFailedError: { everybody: 'code message' },
  TooManyAttemptsError: { everybody: 'code message retryAfterSeconds' },
  UnknownSiteError: { everybody: 'code message' },
  WrongPasswordError: { everybody: 'code message' },
};

/** The audience of a field; undefined when it has no rule. */
export function audienceOf(type: string, field: string): Audience | undefined {
  const rules = Object.entries(fieldRules[type] ?? {}) as [Audience, string][];
  return rules.find(([, fields]) => fields.split(' ').includes(field))?.[0];
}

/** Whether an actor belongs to an audience. */
export function isAmong(actor: Actor, audience: Audience | undefined): boolean {
  if (audience === undefined) return false;
  if (audience === 'everybody') return true;
  if (audience === 'signedIn') return actor.kind !== 'anonymous';
  if (audience === 'agent') return actor.kind === 'agent';
  return permissionsIn(audience).some((permission) => hasPermission(actor, permission));
}

/** The permissions that an audience is made of; none for kinds of people. */
export function permissionsIn(audience: Audience): Permission[] {
  return audience.split(' or ').filter((word): word is Permission => word in Permission);
}
