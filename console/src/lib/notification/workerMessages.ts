import type { WorkerMessage } from './systemNotice.ts';

/** Calls back with each; returns what stops it. */
export function onWorkerMessage(listener: (message: WorkerMessage) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const handle = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'object' && data !== null && 'type' in data) listener(data as WorkerMessage);
  };
  navigator.serviceWorker.addEventListener('message', handle);
  navigator.serviceWorker.startMessages();
  return () => navigator.serviceWorker.removeEventListener('message', handle);
}

/** Calls back when a newer build of the console is there; what it is given brings it. Returns what stops it. */
export function onNewBuild(listener: (takeOver: () => void) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const controller = new AbortController();
  const { signal } = controller;
  const offer = (worker: ServiceWorker) =>
    listener(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      worker.postMessage({ type: 'takeOver' });
    });
  void navigator.serviceWorker.getRegistration().then((registration) => {
    if (!registration || signal.aborted) return;
    // At the first visit there is nothing older that could be taken over from.
    const isUpdate = () => navigator.serviceWorker.controller !== null;
    if (registration.waiting && isUpdate()) offer(registration.waiting);
    registration.addEventListener(
      'updatefound',
      () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => {
          if (worker.state === 'installed' && isUpdate() && !signal.aborted) offer(worker);
        });
      },
      { signal },
    );
  });
  return () => controller.abort();
}
