import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { TestNotificationsDocument } from '#lib/gql/generated.ts';
import type { Ringer } from './ringer.ts';
import type { SoundPlayer } from './soundPlayer.svelte.ts';
import type { WorkerMessage } from './systemNotice.ts';

export const selfTestSteps = ['permission', 'sound', 'worker', 'connection', 'push'] as const;
export type SelfTestStep = (typeof selfTestSteps)[number];

/** What is wrong with a step, by which it is told what to do. */
export type SelfTestFault =
  | 'INSECURE'
  | 'UNSUPPORTED'
  | 'NOT_ASKED'
  | 'DENIED'
  | 'SOUND_BLOCKED'
  | 'VOLUME'
  | 'WORKER'
  | 'CONNECTION'
  | 'PUSH_OFF'
  | 'PUSH_FAILED'
  | 'PUSH_LATE';

export interface SelfTestFinding {
  state: 'idle' | 'running' | 'good' | 'off' | 'bad';
  fault: SelfTestFault | null;
  /** The other side's own words. */
  reason?: string;
}

interface SelfTestOptions {
  api: Pick<Api, 'mutate'>;
  sounds: Pick<SoundPlayer, 'play'>;
  ringer: Pick<Ringer, 'onRaised'>;
  volume: () => number;
  /** Asks the agent, where the browser has not yet. */
  askPermission: () => Promise<NotificationPermission | 'unsupported'>;
  isSecure: boolean;
  hasWorker: () => Promise<boolean>;
  onWorkerMessage: (listener: (message: WorkerMessage) => void) => () => void;
  /** How long a test may take to come back. */
  patienceMs?: number;
}

const idle: SelfTestFinding = { state: 'idle', fault: null };
const good: SelfTestFinding = { state: 'good', fault: null };
const bad = (fault: SelfTestFault, reason?: string): SelfTestFinding =>
  reason === undefined ? { state: 'bad', fault } : { state: 'bad', fault, reason };

/** Looks step by step whether notifications arrive, by really making them. */
export class SelfTestState {
  findings = $state.raw<Record<SelfTestStep, SelfTestFinding>>({
    permission: idle,
    sound: idle,
    worker: idle,
    connection: idle,
    push: idle,
  });
  isRunning = $state(false);
  readonly isAllGood = $derived(
    selfTestSteps.every(
      (step) => this.findings[step].state === 'good' || this.findings[step].state === 'off',
    ),
  );
  readonly #options: SelfTestOptions;

  constructor(options: SelfTestOptions) {
    this.#options = options;
  }

  /** To be called by a press of a button: browsers ask, and allow sounds, only then. */
  async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    for (const step of selfTestSteps) this.#find(step, idle);
    await this.#step('permission', () => this.#testPermission());
    await this.#step('sound', () => this.#testSound());
    await this.#step('worker', () => this.#testWorker());
    await this.#testServer();
    this.isRunning = false;
  }

  async #step(step: SelfTestStep, look: () => Promise<SelfTestFinding>): Promise<void> {
    this.#find(step, { state: 'running', fault: null });
    this.#find(step, await look());
  }

  async #testPermission(): Promise<SelfTestFinding> {
    if (!this.#options.isSecure) return bad('INSECURE');
    const answer = await this.#options.askPermission();
    if (answer === 'granted') return good;
    if (answer === 'unsupported') return bad('UNSUPPORTED');
    return bad(answer === 'denied' ? 'DENIED' : 'NOT_ASKED');
  }

  async #testSound(): Promise<SelfTestFinding> {
    const volume = this.#options.volume();
    if (volume === 0) return bad('VOLUME');
    return (await this.#options.sounds.play('CHIME', volume)) ? good : bad('SOUND_BLOCKED');
  }

  async #testWorker(): Promise<SelfTestFinding> {
    if (!this.#options.isSecure) return bad('INSECURE');
    return (await this.#options.hasWorker()) ? good : bad('WORKER');
  }

  /** One test tells of both ways: over the open line, and by a push. */
  async #testServer(): Promise<void> {
    this.#find('connection', { state: 'running', fault: null });
    this.#find('push', { state: 'running', fault: null });
    const { api, ringer, onWorkerMessage, patienceMs = 6_000 } = this.#options;
    // Listened for before it is asked for: it may be here before the answer.
    const raised = heard((tell) => ringer.onRaised(({ id }) => id.startsWith('TEST') && tell()), patienceMs);
    const pushed = heard(
      (tell) => onWorkerMessage((told) => told.type === 'pushed' && told.id.includes('TEST') && tell()),
      patienceMs * 2,
    );
    try {
      const { testNotifications: answer } = await api.mutate(TestNotificationsDocument, {});
      const isTested = answer.__typename === 'NotificationTest';
      this.#find('connection', isTested && (await raised) ? good : bad('CONNECTION'));
      if (!isTested) this.#find('push', bad('PUSH_FAILED', answer.code));
      else if (!answer.isSubscribed) this.#find('push', { state: 'off', fault: 'PUSH_OFF' });
      else if (!answer.isPushed)
        this.#find('push', bad('PUSH_FAILED', String(answer.statusCode ?? answer.error ?? '')));
      else this.#find('push', (await pushed) ? good : bad('PUSH_LATE'));
    } catch (error) {
      this.#find('connection', bad('CONNECTION'));
      this.#find('push', bad('PUSH_FAILED', codeOf(error)));
    }
  }

  #find(step: SelfTestStep, finding: SelfTestFinding): void {
    this.findings = { ...this.findings, [step]: finding };
  }
}

/** Whether something is heard in time. */
function heard(listen: (tell: () => void) => () => void, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isHeard: boolean) => {
      stop();
      clearTimeout(timer);
      resolve(isHeard);
    };
    const timer = setTimeout(() => end(false), patienceMs);
    const stop = listen(() => end(true));
  });
}
