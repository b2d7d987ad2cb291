export interface Toast {
  id: number;
  text: string;
  kind: 'notice' | 'error';
  action: ToastAction | null;
}

/** What can be done about it. */
export interface ToastAction {
  label: string;
  run: () => void | Promise<void>;
  /** For what can be done for a time only: the notice counts it down and goes with it. */
  lastsMs?: number;
}

const lifetimeMs = 6_000;
/** Something to be pressed must first be read and reached. */
const lifetimeWithActionMs = 15_000;

/** Short notices that come and go by themselves. */
class ToastState {
  toasts = $state.raw<readonly Toast[]>([]);
  #lastId = 0;

  show(text: string, kind: Toast['kind'] = 'notice', action: ToastAction | null = null): void {
    const id = this.#add({ text, kind, action });
    setTimeout(() => this.dismiss(id), action?.lastsMs ?? (action ? lifetimeWithActionMs : lifetimeMs));
  }

  /** Shows that something is under way, until it is dismissed. */
  showProgress(text: string): number {
    return this.#add({ text, kind: 'notice', action: null });
  }

  change(id: number, text: string): void {
    this.toasts = this.toasts.map((toast) => (toast.id === id ? { ...toast, text } : toast));
  }

  /** Does what a notice offers; the notice has served then. */
  act(toast: Toast): void {
    this.dismiss(toast.id);
    void toast.action?.run();
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = ++this.#lastId;
    this.toasts = [...this.toasts.slice(-2), { id, ...toast }];
    return id;
  }
}

export const toastState = new ToastState();
