import { self } from '$app/service-worker';
import { handlePush } from './push.ts';
import { answerFromShell, forgetOldShells, keepShell } from './shell.ts';
import { openNotice } from './windows.ts';

// A new build waits until no page of the old one is open, or until somebody presses the button that asks for it.
self.addEventListener('install', (event) => event.waitUntil(keepShell()));
self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldShells().then(() => self.clients.claim()));
});
self.addEventListener('fetch', (event) => {
  const answer = answerFromShell(event.request);
  if (answer) event.respondWith(answer);
});
self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'takeOver') void self.skipWaiting();
});
self.addEventListener('push', (event) => event.waitUntil(handlePush(event)));
self.addEventListener('notificationclick', (event) => event.waitUntil(openNotice(event.notification)));
