import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../core/core.ts';
import { errorText } from '../core/errorText.ts';
import { banner } from './banner.ts';

/** How long until the database is asked again, milliseconds. */
const pauseMs = 1_000;

/** Says where the product is, which serves already: later where the database has gone away meanwhile. */
export async function announce(core: Core, port: number, say: (text: string) => void): Promise<void> {
  for (let text: string | undefined; text === undefined;) {
    try {
      text = await banner(core, port);
      say(text);
    } catch (error) {
      core.log.warn(
        { error: errorText(error) },
        'what there is to say at the start must wait for the database',
      );
      await sleep(pauseMs, undefined, { ref: false });
    }
  }
}
