import { GraphqlSocket, type SocketOptions, type SocketState } from './graphqlSocket.ts';
import type { PageRoom, Said } from './pageRoom.ts';
import { RunningOperations, type ProtocolMessage } from './runningOperations.ts';

/** A page that is looked at asks so often whether the leader is still there: one that is frozen does not answer. */
const askEveryMs = 700;
/** After so long without an answer it takes the lead. */
const silenceMs = 1_500;

export interface SharedSocketOptions extends Omit<SocketOptions, 'onForeign'> {
  room: PageRoom;
  /** Of the site. */
  name: string;
  /** Unlike any other page's. */
  pageId: string;
  /** Whether somebody looks at the page; others are slowed down by browsers, and need not be quick. */
  isSeen: () => boolean;
}

/**
 * One WebSocket for all pages of a visitor in a browser. One page leads and has it; the others' operations run over it, each
 * under an id with the page's own before it. When the leader closes, freezes or is taken the lock, another one connects, and
 * every page goes on as after any lost connection: streams from where they were, what was to be sent again under its id.
 */
export class SharedSocket {
  readonly operations = new RunningOperations((message) => this.#say(message));
  #options: SharedSocketOptions;
  #channel: ReturnType<PageRoom['openChannel']> | undefined;
  /** Only while this page leads. */
  #socket: GraphqlSocket | undefined;
  #stepDown: () => void = () => {};
  #leader = '';
  #state: SocketState = 'closed';
  #heardAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** The operations of other pages that run here, so that one that goes leaves none behind. */
  #foreignIds = new Set<string>();
  #group = '';

  constructor(options: SharedSocketOptions) {
    this.#options = options;
  }

  /** Joins the visitor's other pages, or leads. */
  connect(): void {
    if (this.#channel) return this.nudge();
    const { room, name, connectionParams } = this.#options;
    // Pages share only what is the same visitor's: who is known by another secret has another connection.
    this.#group = `${name}${JSON.stringify(connectionParams())}`;
    const channel = (this.#channel = room.openChannel(this.#group));
    channel.onmessage = ({ data }: MessageEvent<Said>) => this.#receive(data);
    this.#heardAt = Date.now();
    this.#enter('connecting');
    this.#post({ kind: 'ask' });
    this.#seekLead(false);
    this.#timer = setInterval(() => this.#look(), askEveryMs);
  }

  /** The network is said to be back, or the page is looked at again. */
  nudge(): void {
    if (this.#socket) this.#socket.nudge();
    else {
      this.#heardAt = Date.now();
      this.#post({ kind: 'ask', isUrgent: true });
    }
  }

  /** Leaves the others (until `connect`). */
  close(): void {
    if (!this.#channel) return;
    clearInterval(this.#timer);
    this.#post({ kind: 'bye', from: this.#options.pageId });
    this.#channel.close();
    this.#channel = undefined;
    this.#group = '';
    this.#stepDown();
    this.operations.lose();
    this.#enter('closed');
  }

  #seekLead(takesAway: boolean): void {
    const group = this.#group;
    const isWanted = () => this.#group === group;
    const hold = () =>
      new Promise<void>((resolve) => {
        if (!isWanted()) return resolve();
        this.#stepDown = () => {
          this.#stepDown = () => {};
          this.#socket?.close();
          this.#socket = undefined;
          this.#foreignIds.clear();
          resolve();
        };
        this.#lead();
      });
    this.#options.room.lead(group, takesAway, hold).catch(() => {
      // Taken away: another page has the connection now, and this one waits in line again.
      this.#stepDown();
      if (!isWanted()) return;
      this.#seekLead(false);
      this.#post({ kind: 'ask' });
    });
  }

  #lead(): void {
    const { pageId } = this.#options;
    this.#leader = pageId;
    this.operations.lose();
    this.#socket = new GraphqlSocket({
      ...this.#options,
      onState: (state) => {
        // One that is closed here is not closed for the others: they are about to have a new one.
        if (state !== 'closed') this.#post({ kind: 'state', leader: pageId, state });
        if (this.#leader === pageId && this.#group) this.#enter(state);
      },
      onRefused: (code) => {
        this.#post({ kind: 'refused', code });
        this.close();
        this.#options.onRefused(code);
      },
      onForeign: (message) => this.#deliver(message),
    });
    this.#socket.connect();
  }

  #look(): void {
    if (this.#socket || !this.#options.isSeen()) return void (this.#heardAt = Date.now());
    if (Date.now() - this.#heardAt > silenceMs) {
      this.#heardAt = Date.now();
      this.#seekLead(true);
    } else this.#post({ kind: 'ask' });
  }

  #receive(said: Said): void {
    const { pageId } = this.#options;
    if (said.kind === 'state') this.#follow(said.leader, said.state);
    else if (said.kind === 'refused') {
      this.close();
      this.#options.onRefused(said.code);
    } else if (said.kind === 'got' && said.to === pageId) this.#take(said.message);
    if (!this.#socket) return;
    if (said.kind === 'ask') {
      this.#post({ kind: 'state', leader: pageId, state: this.#state });
      if (said.isUrgent) this.#socket.nudge();
    } else if (said.kind === 'pass') this.#pass(said.message);
    else if (said.kind === 'bye') {
      for (const id of [...this.#foreignIds].filter((one) => one.startsWith(`${said.from}:`)))
        this.#pass({ type: 'complete', id });
    }
  }

  /** Another page leads. */
  #follow(leader: string, state: SocketState): void {
    this.#heardAt = Date.now();
    // Two at once, for the moment in which the lock is taken away: who has it no more hears of that by itself.
    if (this.#socket) return;
    const isOther = leader !== this.#leader;
    this.#leader = leader;
    if (isOther || state !== 'open') this.operations.lose();
    if (isOther && state === 'open' && this.#state === 'open') this.#enter('connecting');
    if (state !== this.#state) this.#enter(state);
  }

  #say(message: ProtocolMessage): boolean {
    if (this.#state !== 'open') return false;
    const { pageId } = this.#options;
    const own = message.id === undefined ? message : { ...message, id: `${pageId}:${message.id}` };
    if (this.#socket) return this.#socket.pass(own);
    this.#post({ kind: 'pass', from: pageId, message: own });
    return true;
  }

  #pass(message: ProtocolMessage): void {
    const { id = '' } = message;
    if (message.type === 'subscribe') this.#foreignIds.add(id);
    else this.#foreignIds.delete(id);
    this.#socket?.pass(message);
  }

  #deliver(message: ProtocolMessage): void {
    const [to = ''] = (message.id ?? '').split(':');
    if (message.type !== 'next') this.#foreignIds.delete(message.id ?? '');
    if (to === this.#options.pageId) this.#take(message);
    else this.#post({ kind: 'got', to, message });
  }

  #take(message: ProtocolMessage): void {
    this.operations.receive({ ...message, id: (message.id ?? '').split(':')[1] ?? '' });
  }

  #enter(state: SocketState): void {
    this.#state = state;
    if (state !== 'open') this.operations.lose();
    this.#options.onState(state);
  }

  #post(said: Said): void {
    this.#channel?.postMessage(said);
  }
}
