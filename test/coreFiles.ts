/** What a message stands and falls with: sending, acknowledging, resuming, assigning. Here every branch is tested. */
export const coreFiles = [
  'api/assignment/*.ts',
  'api/message/{answerRepeated,append*,messageAccess,messageRules,messagesAfter,readMissed,rememberTalk,sendMessage*,sessionToWriteIn}.ts',
  'api/session/{follow*,openInTurn,sessionAccess,sessionListRules,sessionReads,sessionRules}.ts',
];

/** The tests that are about it. */
export const coreTests = [
  'test/{assignment,message,session}/*.test.ts',
  'test/attachment/sendAttachment.test.ts',
  'test/contactDetail/reading.test.ts',
  'test/visitor/programs.test.ts',
];

/** What is changed on purpose, to see whether a test notices: what decides. What asks a database takes hours. */
export const mutatedFiles = [
  'api/assignment/assignmentRules.ts',
  'api/message/messageRules.ts',
  'api/session/{openInTurn,sessionListRules,sessionRules}.ts',
];

/** The tests that are to notice it: of these files, those that are quick. */
export const mutationTests = [
  'test/assignment/assignmentRules.test.ts',
  'test/message/messageRules.test.ts',
  'test/session/{listsAndOrder,openInTurn,sessionRules}.test.ts',
];
