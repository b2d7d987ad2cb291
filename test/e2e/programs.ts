import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  type EnterSiteInput,
  EndSessionDocument,
  ListColleaguesDocument,
  ListSessionsDocument,
  SendMessageDocument,
  SignOutDocument,
  TransferSessionDocument,
  UpdateSettingsDocument,
  type UpdateSettingsInput,
} from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';

/** A visitor without a browser, where what the visitor sees is not what a test looks at. */
export class VisitorProgram {
  readonly client: GraphqlClient;
  readonly nickname: string;
  readonly sessionId: string;
  readonly secret: string;

  private constructor(client: GraphqlClient, entry: Awaited<ReturnType<typeof enterAsVisitor>>['entry']) {
    this.client = client;
    this.nickname = entry.visitor.nickname;
    this.sessionId = entry.session.id;
    this.secret = entry.visitorSecret;
  }

  static async enter(url: string, input: Partial<EnterSiteInput> = {}): Promise<VisitorProgram> {
    const { client, entry } = await enterAsVisitor(url, input);
    return new VisitorProgram(client, entry);
  }

  async write(text: string): Promise<void> {
    expect(await sendBy(this.client, this.sessionId, text)).toBe('Message');
  }

  /** The same visitor on another page, in whatever session that leads to. */
  async enterAgain(): Promise<VisitorProgram> {
    return VisitorProgram.enter(this.client.url, { visitorSecret: this.secret });
  }
}

/** Sends a message by program; resolves to the name of what the server answers: `Message`, or an error's. */
export async function sendBy(client: GraphqlClient, sessionId: string, text: string): Promise<string> {
  const input = { sessionId, clientId: randomUUID(), text };
  return (await client.execute(SendMessageDocument, { input })).sendMessage.__typename;
}

/** Changes the organisation's parameters, as an admin does. */
export async function changeSettings(url: string, input: UpdateSettingsInput): Promise<void> {
  const admin = await signInAs(url, 'admin');
  const { updateSettings } = await admin.execute(UpdateSettingsDocument, { input });
  expectAnswer(updateSettings, 'Settings');
  await admin.execute(SignOutDocument);
}

/** Ends whatever is live, so that the next test's agents are given nobody from before. */
export async function endAllSessions(url: string): Promise<void> {
  const admin = await signInAs(url, 'admin');
  const { sessions } = await admin.execute(ListSessionsDocument, { first: 200 });
  await Promise.all(sessions.edges.map(({ node }) => endSessionBy(admin, node.id)));
  await admin.execute(SignOutDocument);
}

/** Gives a session to the colleague with this name. */
export async function transferTo(
  client: GraphqlClient,
  sessionId: string,
  name: string,
  note?: string,
): Promise<void> {
  const { colleagues } = await client.execute(ListColleaguesDocument);
  const toAgentId = colleagues.find(({ displayName }) => displayName === name)?.id ?? '';
  const { transferSession } = await client.execute(TransferSessionDocument, {
    input: { sessionId, toAgentId, note },
  });
  expectAnswer(transferSession, 'Session');
}

export async function endSessionBy(client: GraphqlClient, sessionId: string): Promise<void> {
  const { endSession } = await client.execute(EndSessionDocument, { input: { sessionId } });
  expectAnswer(endSession, 'Session');
}
