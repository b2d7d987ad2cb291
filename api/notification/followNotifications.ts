import { hearAs, type Hearing } from '../agent/hearAs.ts';
import { isForSite, type ActorListener, type AgentActor } from '../core/actor.ts';
import { bellOn } from '../core/bell.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { gap, openStream, type StreamStarted } from '../core/eventStream.ts';
import type { AgentSettings } from '../setting/agentSettingRules.ts';
import { getAgentSettings } from '../setting/agentSettings.ts';
import { ownSettingsTopic, settingsTopic } from '../setting/settingEvents.ts';
import { getSettings } from '../setting/settings.ts';
import { notificationTopics, type NotificationRaised } from './notificationEvents.ts';
import { mannerOf, type NotificationManner } from './notificationRules.ts';

/** A notification as it is for one agent at that moment. */
export type NotificationEvent = StreamStarted | (NotificationRaised & NotificationManner);

/**
 * Follows what an agent is notified of: each notification says how it is to be made, by what the agent has chosen and by the
 * hour. Begins with StreamStarted; what comes while nobody listens is not told later: the lists have it.
 * @throws NotSignedInError
 */
export async function followNotifications(
  core: Core,
  actor: AgentActor,
  onActor: ActorListener = () => undefined,
): Promise<AsyncIterableIterator<NotificationEvent>> {
  return openStream(async (signal) => {
    const first = await hearAs(core, actor, signal, notificationTopics);
    if (!first) throw new NotSignedInError();
    onActor(first.actor);
    return follow(core, actor, first, signal, onActor);
  });
}

async function* follow(
  core: Core,
  actor: AgentActor,
  first: Hearing<NotificationRaised>,
  signal: AbortSignal,
  onActor: ActorListener,
): AsyncGenerator<NotificationEvent, void> {
  let hearing = first;
  // What the agent or the organisation has chosen is kept while nothing of it changes.
  const changes = await bellOn(core, [ownSettingsTopic(actor.agentId), settingsTopic], signal);
  let choices: AgentSettings = await getAgentSettings(core, actor);
  yield { type: 'StreamStarted', at: core.clock.now() };
  for (;;) {
    const event = await hearing.queue.take();
    if (event === undefined) return;
    if (event !== gap) {
      if (event.session && !isForSite(hearing.actor, event.session.siteId)) continue;
      if (changes.hasRung) {
        changes.silence();
        choices = await getAgentSettings(core, actor);
      }
      const { timeZone } = await getSettings(core);
      yield { ...event, ...mannerOf(event.kind, choices, core.clock.now(), timeZone) };
    } else {
      const next = await hearAs(core, actor, signal, notificationTopics);
      hearing.end();
      if (!next) return;
      hearing = next;
      onActor(next.actor);
      yield { type: 'StreamStarted', at: core.clock.now() };
    }
  }
}
