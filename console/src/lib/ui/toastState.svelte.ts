export interface Toast {
  id: number;
  text: string;
  kind: 'notice' | 'error';
}

const lifetimeMs = 6_000;

/** Short notices that come and go by themselves. */
class ToastState {
  toasts = $state.raw<readonly Toast[]>([]);
  #lastId = 0;

  show(text: string, kind: Toast['kind'] = 'notice'): void {
    const id = ++this.#lastId;
    this.toasts = [...this.toasts.slice(-2), { id, text, kind }];
    setTimeout(() => this.dismiss(id), lifetimeMs);
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}

export const toastState = new ToastState();
