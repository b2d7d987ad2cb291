import type { Pubsub } from '../../core/pubsub.ts';
import type { Tracing } from '../../core/tracing.ts';

/** The same pubsub, with a span for what is published within others; of events only their types are told. */
export function tracedPubsub(tracing: Tracing, pubsub: Pubsub): Pubsub {
  return {
    publish(publications) {
      if (publications.length === 0 || !tracing.current()?.isRecording) return pubsub.publish(publications);
      const types = new Set(
        publications.map(({ event }) => ('type' in event ? String(event.type) : 'other')),
      );
      const span = tracing.begin('publish', {
        attributes: {
          'messaging.batch.message_count': publications.length,
          'dukou.event_types': [...types].join(' '),
        },
      });
      pubsub.publish(publications);
      span.end();
    },
    subscribe: (topics, listener) => pubsub.subscribe(topics, listener),
    get reachesOthers() {
      return pubsub.reachesOthers;
    },
    ping: () => pubsub.ping(),
    close: () => pubsub.close(),
  };
}
