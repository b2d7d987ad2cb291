import { describe, expect, it } from 'vitest';
import type { RaisedNotificationFragment } from '#lib/gql/generated.ts';
import { SelfTestState, selfTestSteps } from '../../console/src/lib/notification/selfTestState.svelte.ts';
import type { WorkerMessage } from '../../console/src/lib/notification/systemNotice.ts';
import { adviceOn } from '../../console/src/lib/notification/selfTestText.ts';

interface World {
  permission: NotificationPermission | 'unsupported';
  isSecure: boolean;
  canPlay: boolean;
  volume: number;
  hasWorker: boolean;
  comesBack: boolean;
  push: 'arrives' | 'late' | 'refused' | 'off';
}
const allGood: World = {
  permission: 'granted',
  isSecure: true,
  canPlay: true,
  volume: 60,
  hasWorker: true,
  comesBack: true,
  push: 'arrives',
};

const raised: RaisedNotificationFragment = {
  __typename: 'NotificationRaised',
  id: '',
  kind: null,
  raisedAt: '',
  sound: 'CHIME',
  isShown: true,
  session: null,
};

/** What a self-test finds in a browser and a server that are so. */
async function findingsIn(change: Partial<World>) {
  const world = { ...allGood, ...change };
  let raise: (id: string) => void = () => undefined;
  let tell: (message: WorkerMessage) => void = () => undefined;
  const answer = {
    __typename: 'NotificationTest',
    isSubscribed: world.push !== 'off',
    isPushed: world.push === 'arrives' || world.push === 'late',
    statusCode: world.push === 'refused' ? 403 : 201,
    error: null,
  };
  const test = new SelfTestState({
    api: {
      mutate: () => {
        if (world.comesBack) raise('TEST:1');
        if (world.push === 'arrives') tell({ type: 'pushed', id: 'push:TEST:1' });
        return Promise.resolve({ testNotifications: answer } as never);
      },
    },
    sounds: { play: () => Promise.resolve(world.canPlay) },
    ringer: {
      onRaised: (listener) => {
        raise = (id) => listener({ ...raised, id });
        return () => undefined;
      },
    },
    volume: () => world.volume,
    askPermission: () => Promise.resolve(world.permission),
    isSecure: world.isSecure,
    hasWorker: () => Promise.resolve(world.hasWorker),
    onWorkerMessage: (listener) => ((tell = listener), () => undefined),
    patienceMs: 10,
  });
  await test.run();
  const faults = selfTestSteps.flatMap((step) => test.findings[step].fault ?? []);
  return { faults, isAllGood: test.isAllGood, findings: test.findings };
}

describe('the self-test', () => {
  it('is content where all works, also where no pushes are wanted', async () => {
    expect(await findingsIn({})).toMatchObject({ faults: [], isAllGood: true });
    expect(await findingsIn({ push: 'off' })).toMatchObject({ faults: ['PUSH_OFF'], isAllGood: true });
  });

  it.each<[Partial<World>, string[]]>([
    [{ permission: 'denied' }, ['DENIED']],
    [{ permission: 'default' }, ['NOT_ASKED']],
    [{ permission: 'unsupported' }, ['UNSUPPORTED']],
    [{ isSecure: false }, ['INSECURE', 'INSECURE']],
    [{ canPlay: false }, ['SOUND_BLOCKED']],
    [{ volume: 0 }, ['VOLUME']],
    [{ hasWorker: false }, ['WORKER']],
    [{ comesBack: false }, ['CONNECTION']],
    [{ push: 'refused' }, ['PUSH_FAILED']],
    [{ push: 'late' }, ['PUSH_LATE']],
  ])('shows which step fails: %o', async (change, faults) => {
    expect(await findingsIn(change)).toMatchObject({ faults, isAllGood: false });
  });

  it('says what to do in the words of the browser at hand', async () => {
    const { findings } = await findingsIn({ permission: 'denied' });
    const advice = ['Firefox/140', 'Version/18 Safari/605', 'Chrome/153 Safari/537'].map((userAgent) =>
      adviceOn(findings.permission, userAgent),
    );
    expect(new Set(advice).size).toBe(3);
    expect(adviceOn((await findingsIn({ push: 'refused' })).findings.push, '')).toContain('403');
  });
});
