import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../api/agent/password.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import { banner } from '../../api/server/banner.ts';
import { prepareDemo } from '../../api/server/safeStart.ts';
import { demoLogins, seedDemo } from '../../prisma/seed.ts';
import { fillDataDir } from '../support/freshDatabase.ts';
import { runToEnd } from '../support/runToEnd.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

const folder = mkdtempSync(join(tmpdir(), 'dukou-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

const embedded = { DATABASE_URL: '', REDIS_URL: '', LOG_FORMAT: 'json' };
const start = (variables: Record<string, string>) =>
  runToEnd(['api/main.ts'], { ...embedded, DATA_DIR: join(folder, 'data'), ...variables });

describe('in production', () => {
  test('the product does not start without TLS in front, touches nothing, and says what to set', async () => {
    const { code, output } = await start({ NODE_ENV: 'production' });
    expect(code).toBe(1);
    for (const name of ['TLS', 'TRUST_PROXY=true', 'ALLOW_PLAIN_HTTP=true']) expect(output).toContain(name);
    expect(output).not.toContain('    at ');
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  describe('with a database', () => {
    let core: TestCore;
    beforeAll(async () => {
      core = await buildTestCore();
    });
    afterAll(() => core.close());
    const prepare = (variables: Record<string, string>) =>
      prepareDemo({ database: core.database, environment: readEnvironment(variables) });

    test('the demo is not put into an empty one, unless told', async () => {
      await expect(prepare({ NODE_ENV: 'production' })).rejects.toThrow(
        /DEMO_DATA=false.*ALLOW_DEMO_PASSWORDS=true/s,
      );
      expect(await core.database.prisma.agent.count()).toBe(0);
      await prepare({ NODE_ENV: 'production', DEMO_DATA: 'false' });
      expect(await core.database.prisma.agent.count()).toBe(0);
      await prepare({ NODE_ENV: 'production', ALLOW_DEMO_PASSWORDS: 'true' });
      expect(await core.database.prisma.agent.count()).toBe(demoLogins.length);
    });

    test('demo agents keep it from starting until each has another password or is locked out', async () => {
      const { agent } = core.database.prisma;
      await prepare({});
      await expect(prepare({ NODE_ENV: 'production', DEMO_DATA: 'false' })).rejects.toThrow(
        demoLogins.join(', '),
      );
      const passwordHash = await hashPassword('a better one');
      await agent.updateMany({ where: { login: { not: 'lin' } }, data: { passwordHash } });
      await expect(prepare({ NODE_ENV: 'production' })).rejects.toThrow(/knows: lin\./);
      await agent.updateMany({ where: { login: 'lin' }, data: { deactivatedAt: new Date() } });
      await prepare({ NODE_ENV: 'production' });
    });
  });
});

test('who starts it for others to reach is warned of the demo’s passwords', async () => {
  const core = await buildTestCore();
  await seedDemo(core.database.prisma);
  expect(await banner(core, 3000)).not.toContain('WARNING');
  const environment = readEnvironment({ HOST: '0.0.0.0' });
  expect(await banner({ ...core, environment }, 3000)).toContain('WARNING');
  await core.close();
});

describe('a start that cannot be says what to set, and shows no stack', () => {
  test('when the port is taken', async () => {
    await fillDataDir(join(folder, 'filled'));
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await start({
      PORT: String(port),
      DEMO_DATA: 'false',
      DATA_DIR: join(folder, 'filled'),
    });
    taken.close();
    expect(code).toBe(1);
    expect(output).toContain(
      `127.0.0.1:${port} cannot be listened on: another program does already. Change HOST or PORT.`,
    );
    expect(output).not.toContain('    at ');
  });

  test('when the data folder cannot be one', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, output } = await start({ DATA_DIR: join(file, 'data'), FILES_DIR: join(folder, 'files') });
    expect(code).toBe(1);
    expect(output).toContain('of DATA_DIR cannot be used');
    expect(output).not.toContain('    at ');
  });
});
