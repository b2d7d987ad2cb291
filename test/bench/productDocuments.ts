// The documents that the generator sends, with the fields that the widget and the console select. As text and not as
// typed documents, because the generator builds its frames by hand; a test holds them against the schema.

export const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { __typename ... on Agent { login } ... on Error { code } }
}`;

export const ENTER_SITE = `mutation EnterSite($input: EnterSiteInput!) {
  enterSite(input: $input) {
    __typename
    ... on SiteEntry { visitorSecret session { id lastSeq } }
    ... on Error { code }
  }
}`;

export const SEND_MESSAGE = `mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    __typename
    ... on Message { id seq clientId createdAt }
    ... on Error { code message }
  }
}`;

export const SESSION_EVENTS = `subscription SessionEvents($sessionId: ID!, $after: Int!) {
  sessionEvents(sessionId: $sessionId, after: $after) {
    __typename
    ... on SessionChanged { session { id version isLive agentReadSeq visitorReadSeq lastSeq } }
    ... on MessageSent { message { id seq clientId author authorName notice text createdAt } }
    ... on TypingSignalled { author isTyping expiresAt }
  }
}`;
