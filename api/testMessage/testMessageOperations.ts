/** The operations that a test message is sent and heard by, answered also where only our own clients' are. */
export const sendOperation =
  'mutation SendTestMessage($token: String!, $text: String!) { sendTestMessage(token: $token, text: $text) { __typename } }';
export const followOperation =
  'subscription TestMessage($token: String!) { testMessage(token: $token) { text } }';
