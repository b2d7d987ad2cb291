import type { Actor } from '../../api/core/actor.ts';
import { hasPermission, isInPerson } from '../../api/core/actor.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';

/** Who may ask for a field of an object that they have: a kind of people, or a permission; of several, one is enough. */
export type Audience =
  'everybody' | 'signedIn' | 'agent' | 'inPerson' | 'visitor' | Permission | `${Permission} or ${Permission}`;

/**
 * Who may ask for what: every field of every type of the API, by audience. A field that is not here has no rule, and
 * fails the test: whoever adds one decides who may see it.
 */
export const fieldRules: Record<string, Partial<Record<Audience, string>>> = {
  Query: {
    everybody: 'currentAgent currentRights installation invitation limits signInWays',
    signedIn: 'session',
    inPerson: 'mentions pushKey pushSubscriptions',
    agent:
      'colleagues departments events exportQuickReplies linkedAccount ownSettings quickReplies quickReplyCategories searchMessages searchQuickReplies searchSessions searchVisitors secondFactor sessionCounts sessionOutcomes sessions settingRules settings signIns sites suggestions tags visitor',
    'TRANSFER_SESSIONS or TRANSFER_COLLEAGUES_SESSIONS': 'transferTargets',
    MANAGE_AGENTS: 'agents',
    'MANAGE_ROLES or MANAGE_AGENTS': 'roles',
    MANAGE_API_TOKENS: 'apiTokens siteScopes',
    SEE_AUDIT: 'auditEntries',
    SEE_REPORTS: 'visitorFunnel',
    MANAGE_WEBHOOKS: 'webhookDeliveries webhookDelivery webhooks',
    MANAGE_SCRIPTS: 'scripts tryScripts',
    MANAGE_SITES: 'firstSteps site',
    'MANAGE_SITES or SEE_ASSIGNMENTS': 'assignmentPreview',
    'BLOCK_VISITORS or UNBLOCK_VISITORS': 'blocks',
    MANAGE_SETTINGS: 'singleSignOn',
  },
  Mutation: {
    everybody: 'acceptInvitation answerSecondFactor enterSite sendTestMessage setUp setUpSecondFactor signIn',
    signedIn: 'markRead sendMessage signalTyping uploadAttachment',
    visitor: 'answerForm leaveContact rateSession visitPage',
    // Not for programs: an agent's account is the agent's own.
    inPerson:
      'changePassword handOverSessions markMentionsRead noteWatching saveDraft setStatus signOut signOutEverywhere subscribeToPush testNotifications undoHandOver unsubscribeFromPush updateOwnSettings',
    agent:
      'beginSecondFactor confirmSecondFactor createQuickReply createQuickReplyCategory deleteQuickReply deleteQuickReplyCategory endOtherSignIns endSession endSignIn importQuickReplies orderQuickReplies orderQuickReplyCategories previewQuickReplyImport proveSignIn recallMessage removeOwnAvatar removeSecondFactor renameQuickReplyCategory renewRecoveryCodes setOwnAvatar unlinkAccount updateOwnProfile updateQuickReply useQuickReply writeNote',
    'TRANSFER_SESSIONS or TRANSFER_COLLEAGUES_SESSIONS': 'transferSession',
    USE_DO_NOT_DISTURB: 'setDoNotDisturb',
    BLOCK_VISITORS: 'blockVisitor',
    UNBLOCK_VISITORS: 'unblockVisitor',
    EDIT_VISITORS:
      'addContactDetail confirmContactDetail correctContactDetail rejectContactDetail setVisitorAttributes tagVisitor untagVisitor updateVisitor',
    REVEAL_CONTACT_DATA: 'revealContactDetail',
    MANAGE_VISITOR_DATA: 'eraseVisitor exportVisitor',
    'MANAGE_TAGS or MANAGE_SYSTEM_TAGS': 'createTag deleteTag orderTags updateTag',
    MANAGE_SITES: 'createSite deleteSite renewSiteKey rotateIdentitySecret setSiteDepartments updateSite',
    MANAGE_AGENTS:
      'createAgent deactivateAgent inviteAgent issueInvitation reactivateAgent resetSecondFactor setAgentPassword setCapacity updateAgent withdrawInvitation',
    MANAGE_DEPARTMENTS: 'createDepartment deleteDepartment moveDepartment renameDepartment',
    MANAGE_ROLES: 'createRole deleteRole updateRole',
    MANAGE_SETTINGS: 'createOutcome orderOutcomes updateOutcome updateSettings updateSingleSignOn',
    MANAGE_API_TOKENS: 'createApiToken renameApiToken revokeApiToken',
    WRITE_AS_VISITOR: 'createVisitor openVisitorSession sendMessageAsVisitor',
    MANAGE_WEBHOOKS:
      'createWebhook deleteWebhook replayWebhookDeliveries replayWebhookDelivery rotateWebhookSecret sendTestEvent updateWebhook',
    MANAGE_SCRIPTS: 'createScript deleteScript orderScripts updateScript',
  },
  Subscription: {
    everybody: 'testMessage',
    signedIn: 'sessionEvents',
    agent: 'colleagueEvents condition events notifications sessionListEvents',
  },

  Agent: {
    everybody: 'avatarUrl displayName id viewerCanChange',
    agent:
      'capacity department isActive liveSessionsCount login role settings state status statusChangedAt waitingSessionsCount',
    MANAGE_AGENTS: 'hasSecondFactor invitationExpiresAt lastSeenAt ownRepliesCount',
  },
  AgentNotReachableError: { everybody: 'code message' },
  AgentSettings: {
    everybody:
      'language letterShortcuts notificationRules notificationVolume quietHours sendKey suggestionSources theme',
  },
  AgentStatusChanged: { everybody: 'agentId status statusChangedAt' },
  ApiToken: {
    MANAGE_API_TOKENS:
      'agent createdAt createdBy expiresAt id isReadOnly lastUsedAddress lastUsedAt name permissions prefix revokedAt scopes site state',
  },
  Assignment: { everybody: 'agent candidates decidedAt decidedBy id reason' },
  AssignmentCandidate: { everybody: 'agentId capacity displayName lastAssignedAt liveCount status' },
  AssignmentPreview: { everybody: 'agent candidates departments reason waitingCount' },
  // Reached only through what whoever asks may see; the addresses are good for whoever has them.
  Attachment: { everybody: 'createdAt height id kind mediaType name previewUrl size url width' },
  AttachmentRefusedError: { everybody: 'code message reason' },
  AuditChange: { everybody: 'after afterName before beforeName field' },
  AuditEntry: {
    SEE_AUDIT:
      'action agentId agentName apiTokenId apiTokenName at changes id targetId targetName targetType',
  },
  Block: { everybody: 'address agentName createdAt expiresAt id reason visitor', agent: 'sessionId' },
  Campaign: { everybody: 'content medium name source term' },
  CapacityReceipt: { everybody: 'changedCount skippedCount' },
  CategoryNameTakenError: { everybody: 'code message' },
  ChallengeOverError: { everybody: 'code message' },
  // Of masked kinds the value is partly hidden from agents without the permission.
  Condition: { everybody: 'reachesOthers' },
  ContactDetail: {
    everybody:
      'decidedAt decidedById foundAt id isByHand isCurrent isMasked kind rule sessionId spans status value',
  },
  ContactMatch: { everybody: 'kind ranges value' },
  ContactSpan: { everybody: 'end seq start' },
  CreatedApiToken: { everybody: 'apiToken secret' },
  CurrentRights: { everybody: 'permissions viewedRoleName' },
  Draft: { everybody: 'isNote text updatedAt' },
  DraftReceipt: { everybody: 'updatedAt' },
  DeletionReceipt: { everybody: 'deletedId' },
  Department: { everybody: 'agentsCount id name parentId viewerCanManage' },
  DepartmentCycleError: { everybody: 'code message' },
  DepartmentInUseError: { everybody: 'agentsCount childrenCount code message sessionsCount' },
  DepartmentTooDeepError: { everybody: 'code limit message' },
  Device: { everybody: 'browser kind system' },
  EditConflictError: { everybody: 'code message visitor' },
  Event: { everybody: 'agent at contactKinds cursor id message reason session siteId tag type visitor' },
  EventPage: { everybody: 'endCursor events hasNextPage' },
  EventsExpiredError: { everybody: 'code message oldestCursor' },
  FirstSteps: { everybody: 'answeringAgentsCount hasDepartment hasSite hasTalk isWidgetSeen' },
  FormAnswer: { everybody: 'label value' },
  FormField: { everybody: 'choices id isRequired kind label' },
  FunnelStep: { everybody: 'stage visitorsCount' },
  HandOver: { everybody: 'agent id sessionsCount toAgent undoableUntil' },
  HandOverExpiredError: { everybody: 'code message' },
  IdentityRefusedError: { everybody: 'code message reason' },
  ImportReport: { everybody: 'lines' },
  ImportedLine: { everybody: 'action category content isRepeated line title violations' },
  Installation: { everybody: 'isSetUp' },
  InvalidInputError: { everybody: 'code message violations' },
  // Only for whoever has the link.
  Invitation: { everybody: 'displayName expiresAt isFirst login' },
  InvitationExpiredError: { everybody: 'code message' },
  InvitationLink: { everybody: 'agent expiresAt url' },
  LastHolderError: { everybody: 'code message permission' },
  Limits: {
    everybody:
      'attachmentMaxBytes draftMaxLength mentionsPerNote messageMaxLength overdueSeconds queuePollMs recallMs searchMaxLength suggestionMaxLength suggestionMinLength typingIntervalMs typingPreview typingPreviewMaxLength typingTimeoutMs watchingIntervalMs',
  },
  LinkedAccount: { everybody: 'createdAt label lastUsedAt' },
  LiveVisitorError: { everybody: 'code message' },
  LoginTakenError: { everybody: 'code message' },
  MalformedFileError: { everybody: 'code line message' },
  // To visitors, agentId and agentName are null and isWithheld is false: they see the owner's name only.
  Message: {
    everybody:
      'about agentId agentName attachment author authorName clientId createdAt id isAutomatic isInternal isWithheld mentionedAgentIds notice recallableUntil recalledAt scriptKind seq sessionId text',
  },
  MessageHit: { everybody: 'message ranges session' },
  MessageHitsConnection: { everybody: 'edges pageInfo' },
  MessageHitsEdge: { everybody: 'cursor node' },
  Mention: { everybody: 'createdAt id message readAt session' },
  MentionsReceipt: { everybody: 'readCount' },
  MessagePreview: { everybody: 'attachmentKind author isRecalled sentAt text' },
  MessageRecalled: { everybody: 'message' },
  QueryMentionsConnection: { everybody: 'edges pageInfo unreadCount' },
  QueryMentionsConnectionEdge: { everybody: 'cursor node' },
  MessageSent: { everybody: 'message' },
  NotAllowedError: { everybody: 'code message' },
  NotFoundError: { everybody: 'code message' },
  NotificationTest: { everybody: 'error isPushed isSubscribed statusCode' },
  NotSignedInError: { everybody: 'code message' },
  OrderReceipt: { everybody: 'orderedCount' },
  OriginNotAllowedError: { everybody: 'code message' },
  OutcomeNameTakenError: { everybody: 'code message' },
  OutcomeOrder: { everybody: 'outcomes' },
  OwnAgentError: { everybody: 'code message' },
  NotificationRaised: { everybody: 'id isShown kind raisedAt session sound' },
  NotificationRule: { everybody: 'isShown kind sound' },
  PageInfo: { everybody: 'endCursor hasNextPage hasPreviousPage startCursor' },
  PageVisit: { everybody: 'enteredAt id title url' },
  PermissionNotHeldError: { everybody: 'code message permissions' },
  ProgressStep: { everybody: 'reachedAt stage tagNames' },
  ProofNeededError: { everybody: 'code message' },
  ProviderFailedError: { everybody: 'code message' },
  PushAddressRefusedError: { everybody: 'code message' },
  // One's own only.
  PushSubscription: { everybody: 'createdAt device host id isCurrent lastSentAt' },
  QueryAgentsConnection: { everybody: 'edges pageInfo totalCount' },
  QueryAgentsConnectionEdge: { everybody: 'cursor node' },
  QueryApiTokensConnection: { everybody: 'edges pageInfo totalCount' },
  QueryApiTokensConnectionEdge: { everybody: 'cursor node' },
  QueryAuditEntriesConnection: { everybody: 'edges pageInfo' },
  QueryAuditEntriesConnectionEdge: { everybody: 'cursor node' },
  QueryBlocksConnection: { everybody: 'edges pageInfo totalCount' },
  QueryBlocksConnectionEdge: { everybody: 'cursor node' },
  QueryQuickRepliesConnection: { everybody: 'edges pageInfo totalCount' },
  QueryQuickRepliesConnectionEdge: { everybody: 'cursor node' },
  QuerySessionsConnection: { everybody: 'edges pageInfo totalCount' },
  QuerySessionsConnectionEdge: { everybody: 'cursor node' },
  QueryWebhookDeliveriesConnection: { everybody: 'edges pageInfo' },
  QueryWebhookDeliveriesConnectionEdge: { everybody: 'cursor node' },
  QuickReply: {
    everybody: 'attachment category content id ownerId position title updatedAt usageCount viewerCanChange',
  },
  QuietHours: { everybody: 'from to urgentPasses' },
  QuickReplyCategory: { everybody: 'id name ownerId position repliesCount viewerCanChange' },
  QuickReplyFile: { everybody: 'csv' },
  QuickReplyHit: { everybody: 'contentRanges reply titleRanges' },
  QuickReplyHitsConnection: { everybody: 'edges pageInfo' },
  QuickReplyHitsEdge: { everybody: 'cursor node' },
  RatingClosedError: { everybody: 'code message' },
  RecoveryCodes: { everybody: 'codes' },
  Region: { everybody: 'country province' },
  ReplayReceipt: { everybody: 'replayedCount' },
  Role: {
    everybody: 'id isShipped name permissions viewerCanChange',
    'MANAGE_ROLES or MANAGE_AGENTS': 'agentsCount holders',
  },
  RoleInUseError: { everybody: 'agentsCount code message' },
  RoleNameTakenError: { everybody: 'code message' },
  Script: {
    everybody:
      'content delaySeconds hours id isEnabled keywordMatch keywords kind mayFollowAgent position site timesPerSession updatedAt',
  },
  ScriptJudgement: { everybody: 'script verdict' },
  ScriptOrder: { everybody: 'scripts' },
  ScriptTrial: { everybody: 'isOpen judgements script text' },
  SecondFactor: { everybody: 'isRequired recoveryCodesLeft since' },
  SecondFactorNeededError: { everybody: 'challenge code expiresAt message setup' },
  SecondFactorOffError: { everybody: 'code message' },
  SecondFactorOnError: { everybody: 'code message' },
  // Only for who has proved the password.
  SecondFactorSetup: { everybody: 'key uri' },
  SecondFactorSignIn: { everybody: 'agent recoveryCodes' },
  ServingDepartment: { everybody: 'isOpen serving' },
  Session: {
    everybody:
      'agentReadSeq endReason endedAt formAnswers id isLive lastSeq messages owner ownerId queuePosition ratedAt rating ratingComment reach site startedAt version viewerCanBlock viewerCanEditVisitor viewerCanEnd viewerCanManageVisitorData viewerCanNote viewerCanRate viewerCanRevealContactData viewerCanSeeAssignments viewerCanSend viewerCanSetDoNotDisturb viewerCanTransfer viewerCanUnblock visitor visitorReadSeq',
    agent:
      'activeAt address block currentPageTitle currentPageUrl department device doNotDisturbSince isVisitorHere landingPageUrl language lastMessage leftMessageAt list mentionableAgents outcome pageVisits referrer region source unreadCount userAgent viewerDraft waitingSince',
    SEE_ASSIGNMENTS: 'assignments',
  },
  SessionChanged: { everybody: 'session' },
  SessionCount: { everybody: 'count list unreadCount' },
  SessionEndedError: { everybody: 'code message' },
  SessionHit: { everybody: 'session title titleRanges url urlRanges' },
  SessionHitsConnection: { everybody: 'edges pageInfo' },
  SessionHitsEdge: { everybody: 'cursor node' },
  SessionMessagesConnection: { everybody: 'edges pageInfo' },
  SessionMessagesConnectionEdge: { everybody: 'cursor node' },
  SessionOutcome: { everybody: 'id isArchived name', agent: 'usageCount' },
  SessionWithdrawn: { everybody: 'sessionId' },
  SettingRule: { everybody: 'max min name usual' },
  Settings: {
    everybody:
      'agentGraceSeconds attachmentMaxMegabytes escalationSeconds eventRetentionDays idleSeconds notificationRules outcomeRequired overdueSeconds retentionDays secondFactorRequired suggestionSources timeZone typingPreview visitorGraceSeconds visitorSeesEnds visitorSeesTransfers',
  },
  SetupRefusedError: { everybody: 'code message' },
  ShippedRoleError: { everybody: 'code message' },
  // One's own only.
  SignIn: { everybody: 'address createdAt device id isCurrent lastUsedAt region' },
  SignInFailedError: { everybody: 'code message' },
  SignInWays: { everybody: 'singleSignOn takesPasswords' },
  SignInProof: { everybody: 'provedUntil' },
  SignOutReceipt: { everybody: 'endedCount' },
  SingleSignOn: {
    everybody:
      'allowedDomains buttonText clientId hasClientSecret isEnabled isOnlyWay issuer keptAgentName linksByEmail',
  },
  SingleSignOnOnlyError: { everybody: 'code message' },
  Site: {
    everybody:
      'accentColor asksForRating bottomOffset formFields greeting id launcherText name side takesFiles',
    agent: 'departments',
    MANAGE_SITES: 'allowedOrigins identitySecret key liveSessionsCount sightings',
  },
  SiteDepartment: { everybody: 'department isOpenNow workingHours' },
  SiteEntry: { everybody: 'session site visitor visitorSecret' },
  SiteInUseError: { everybody: 'code liveSessionsCount message' },
  StreamStarted: { everybody: 'at' },
  Suggestion: { everybody: 'attachment replyId source text title' },
  Tag: { everybody: 'color id isSystem kinds name stage viewerCanManage', agent: 'usageCount' },
  TagNameTakenError: { everybody: 'code message' },
  TagOrder: { everybody: 'tags' },
  Tagging: { everybody: 'agent id isAutomatic removedAt removedBy seq sessionId tag taggedAt' },
  TextRange: { everybody: 'end start' },
  TestMessage: { everybody: 'text' },
  TestTokenRefusedError: { everybody: 'code message' },
  TooManyAttemptsError: { everybody: 'code message retryAfterSeconds' },
  TooManyScriptsError: { everybody: 'code message' },
  TooManyWebhooksError: { everybody: 'code limit message' },
  TypingReceipt: { everybody: 'expiresAt' },
  // To visitors, agentId and agentName are null here too.
  TypingSignalled: { everybody: 'agentId agentName author authorName expiresAt isTyping sessionId text' },
  TooLateToRecallError: { everybody: 'code message' },
  UnknownSiteError: { everybody: 'code message' },
  Violation: { everybody: 'field limit rule' },
  VisitSource: { everybody: 'campaign keyword kind name' },
  // The nickname is what agents call the visitor.
  Visitor: {
    everybody: 'createdAt id lastSeenAt nickname',
    agent:
      'attributes contactDetails contactKinds editedAt editedBy erasedAt externalId note progress sessions sessionsCount siteId taggings tags version',
  },
  VisitorAttribute: { everybody: 'name value' },
  VisitorBlockedError: { everybody: 'code message' },
  VisitorChanged: { everybody: 'visitor' },
  VisitorExport: { everybody: 'content fileName visitorId' },
  VisitorHit: { everybody: 'nicknameRanges noteRanges session', SEE_CONTACT_DATA: 'contacts' },
  VisitorHitsConnection: { everybody: 'edges pageInfo' },
  VisitorHitsEdge: { everybody: 'cursor node' },
  VisitorSessionsConnection: { everybody: 'edges pageInfo' },
  VisitorSessionsConnectionEdge: { everybody: 'cursor node' },
  WatchingReceipt: { everybody: 'until' },
  Webhook: {
    everybody:
      'agent createdAt disabledAt disabledReason failingSince health id isEnabled lastSuccessAt name oldSecretUntil secret site types url',
  },
  WebhookAddressRefusedError: { everybody: 'code message' },
  WebhookAttempt: { everybody: 'answer at durationMs error id statusCode' },
  // The payload is what whoever asks may see.
  WebhookDelivery: {
    everybody:
      'attempts attemptsCount createdAt eventId finishedAt id nextAttemptAt payload sessionId status type webhook',
  },
  WebhookHealth: { everybody: 'attemptsCount deliveredCount failedAttemptsCount pendingCount' },
  WidgetSighting: { everybody: 'isAllowed loaderVersion origin pageUrl refusedAt seenAt shownAt' },
  WorkingHours: { everybody: 'from to weekdays' },
  WrongCodeError: { everybody: 'code message' },
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
  if (audience === 'inPerson') return isInPerson(actor);
  if (audience === 'agent' || audience === 'visitor') return actor.kind === audience;
  return permissionsIn(audience).some((permission) => hasPermission(actor, permission));
}

/** The permissions that an audience is made of; none for kinds of people. */
export function permissionsIn(audience: Audience): Permission[] {
  return audience.split(' or ').filter((word): word is Permission => word in Permission);
}
