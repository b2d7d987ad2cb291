import { m } from '#lib/paraglide/messages.js';

export function load() {
  return { wholePage: { name: m.settings } };
}
