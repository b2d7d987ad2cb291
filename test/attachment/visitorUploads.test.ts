import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadAttachment } from '../../api/attachment/uploadAttachment.ts';
import { NotFoundError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { buildConversation, buildVisitor } from '../support/build.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor } from '../support/people.ts';
import { startServer, type Server } from '../support/server.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildFile, buildImage } from './build.ts';

let core: TestCore;
let server: Server;
beforeAll(async () => {
  core = await buildTestCore({ UPLOADS_PER_MINUTE: '15' });
  server = await startServer();
});
afterAll(() => Promise.all([core.close(), server.dispose()]));

const picture = async () => ({ file: buildFile('片子.png', await buildImage()) });

test('what a visitor uploads is the visitor’s: it goes into an own message, and into nobody else’s', async () => {
  const { visitor, site, session } = await buildConversation(core);
  const attachment = await uploadAttachment(core, visitor, await picture(), '192.0.2.1');
  expect(attachment).toMatchObject({ kind: 'IMAGE', visitorId: visitor.visitorId, agentId: null });
  const input = { clientId: randomUUID(), text: '', attachmentId: attachment.id };
  const sent = await sendMessage(core, visitor, { sessionId: session.id, ...input });
  expect(sent).toMatchObject({ attachmentId: attachment.id, text: '' });
  const other = await buildVisitor(core, site);
  await expect(sendMessage(core, other.visitor, { sessionId: other.session.id, ...input })).rejects.toThrow(
    NotFoundError,
  );
});

test('a site that takes no files refuses them before anything is read', async () => {
  const { visitor, site } = await buildConversation(core);
  await core.database.prisma.site.update({ where: { id: site.id }, data: { takesFiles: false } });
  const file = { name: 'x.png', size: 1, arrayBuffer: () => Promise.reject(new Error('it was read')) };
  await expect(uploadAttachment(core, visitor, { file })).rejects.toMatchObject({
    code: 'ATTACHMENT_REFUSED',
    reason: 'NOT_TAKEN_HERE',
  });
});

test('a visitor uploads ten files a minute, and an address only a few more, however many visitors it makes', async () => {
  const { visitor, site } = await buildConversation(core);
  const upload = async (actor = visitor) => uploadAttachment(core, actor, await picture(), '192.0.2.2');
  for (let count = 0; count < 10; count++) await upload();
  await expect(upload()).rejects.toThrow(TooManyAttemptsError);
  const { visitor: another } = await buildVisitor(core, site);
  for (let count = 0; count < 5; count++) await upload(another);
  await expect(upload(another)).rejects.toThrow(TooManyAttemptsError);
});

test('over HTTP a visitor’s browser uploads with the secret, and nobody without one', async () => {
  const operation = `mutation ($file: Upload!) { uploadAttachment(input: { file: $file }) { __typename
    ... on Attachment { id url } } }`;
  // Larger than what is read from somebody who says nothing.
  const file = new File(
    [new Uint8Array(await buildImage({ width: 2, height: 2 })), ' '.repeat(400_000)],
    'x.png',
  );
  const post = async (client: GraphqlClient) => client.postFile(operation, 'variables.file', file);
  const { client } = await enterAsVisitor(server.url);
  const answer = (await (await post(client)).json()) as {
    data: { uploadAttachment: { __typename: string } };
  };
  expect(answer.data.uploadAttachment.__typename).toBe('Attachment');
  // Nobody reads a stranger's file: the answer comes while it is still being sent, and the line is closed, whichever is seen first.
  const refused = await post(new GraphqlClient(server.url)).then(
    ({ status }) => status,
    (error: Error) => (error.cause as { code?: string } | undefined)?.code,
  );
  expect([413, 'EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET']).toContain(refused);
});
