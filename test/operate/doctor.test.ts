import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '../../api/operate/archive/verifyArchive.ts';
import { examineDelivery } from '../../api/operate/doctor/examineDelivery.ts';
import { examineProduct } from '../../api/operate/doctor/examineProduct.ts';
import { newWebhookSecret } from '../../api/webhook/newWebhookSecret.ts';
import { seal } from '../../api/core/sealing.ts';
import { SessionListEventsDocument } from '../support/gql/generated.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { freePort } from '../support/freePort.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { runToEnd } from '../support/runToEnd.ts';
import { startServer, type Server } from '../support/server.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

describe('with a server that runs', () => {
  let server: Server;
  const operate = (...words: string[]) =>
    runToEnd(['api/operate/main.ts', ...words], {
      DATABASE_URL: '',
      REDIS_URL: '',
      ...server.place.variables,
    });
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.dispose());

  test('the doctor has a message go through it, of which no agent sees anything', async () => {
    const agent = await signInAs(server.url, 'admin');
    const list = agent.subscribe(SessionListEventsDocument, {});
    await list.next(() => true);
    const heard = list.events.length;
    const { code, output } = await operate('doctor', server.url);
    expect(output).toMatch(/✓ Test message +in over HTTP and out over a WebSocket/);
    expect(output).toMatch(/✓ Migrations +all/);
    expect(output).toContain('admin, supervisor, lin, wang');
    expect(output).not.toContain('dukou-demo');
    expect(code).toBe(output.includes('✗') ? 1 : 0);
    // What the agent hears next is the visitor who comes after it.
    const { entry } = await enterAsVisitor(server.url);
    await list.next(({ sessionListEvents: event }) => JSON.stringify(event).includes(entry.session.id));
    const others = list.events
      .slice(heard)
      .filter((event) => !JSON.stringify(event).includes(entry.session.id));
    expect(others).toEqual([]);
    await agent.close();
  });

  test('a backup is made while it runs, and a restore is refused', async () => {
    const file = join(server.place.variables.DATA_DIR ?? '', `${randomUUID()}.tar.gz`);
    const { code, output } = await operate('backup', file);
    expect(output).toContain('read again and found whole');
    expect(code).toBe(0);
    expect((await verifyArchive(file)).manifest.rows).toMatchObject({ Agent: 4 });
    const restored = await operate('restore', file, '--replace');
    expect(restored).toMatchObject({ code: 1, output: expect.stringContaining('Stop') as string });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});

describe('of a database', () => {
  let core: TestCore;
  beforeAll(async () => {
    core = await buildTestCore({ SECRET_KEY: 'a key that is the one it was then' });
  });
  afterAll(() => core.close());

  test('secrets that cannot be opened are found, by what they are for', async () => {
    const agent = await buildAgent(core, await buildDepartment(core));
    await core.database.prisma.webhook.create({
      data: {
        name: 'x',
        url: 'https://clinic.example/',
        agentId: agent.agentId,
        sealedSecret: await seal(core, 'webhook', newWebhookSecret()),
        lastNumber: 0,
      },
    });
    const sealed = async (one: TestCore) =>
      (await examineProduct(one)).find(({ about }) => about === 'Sealed secrets');
    expect(await sealed(core)).toMatchObject({ verdict: 'fine', says: 'all 1 can be opened' });
    const environment = { ...core.environment, secretKey: 'another key, which opens nothing at all' };
    expect(await sealed({ ...core, environment })).toMatchObject({
      verdict: 'problem',
      says: expect.stringContaining('webhooks') as string,
      todo: expect.stringContaining('SECRET_KEY') as string,
    });
  });

  test('images whose content is elsewhere are found', async () => {
    await core.database.prisma.attachment.create({
      data: { kind: 'FILE', name: 'x.pdf', mediaType: 'application/pdf', size: 3 },
    });
    const found = (await examineProduct(core)).find(({ about }) => about === 'Their contents');
    expect(found).toMatchObject({ verdict: 'problem', todo: expect.stringContaining('FILES_DIR') as string });
  });

  test('that no server answers is said with the address, and that one with another database does', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await examineDelivery(core, url)).toMatchObject({
      verdict: 'problem',
      says: `No server answers at ${url}: ECONNREFUSED.`,
    });
  });
});
