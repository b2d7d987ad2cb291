import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Pubsub } from '../../core/pubsub.ts';

/** From what an agent does not feel to what a client no longer waits for, in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What a process counts of what it does, for Prometheus. */
export class ServerMetrics {
  readonly registry = new Registry();
  readonly operations = new Histogram({
    name: 'dukou_operation_seconds',
    help: 'How long queries and mutations took, by operation and whether it ended with an error.',
    labelNames: ['operation', 'kind', 'outcome'] as const,
    buckets,
    registers: [this.registry],
  });
  readonly streams = new Gauge({
    name: 'dukou_streams',
    help: 'Subscriptions that run now, by operation.',
    labelNames: ['operation'] as const,
    registers: [this.registry],
  });
  readonly refusedOperations = new Counter({
    name: 'dukou_refused_operations_total',
    help: 'Queries and mutations that were told to come again because too many were running.',
    registers: [this.registry],
  });
  readonly replicaReads = new Counter({
    name: 'dukou_replica_reads_total',
    help: 'Statements of search and reports where there are replicas, by where they were answered.',
    labelNames: ['from'] as const,
    registers: [this.registry],
  });
  readonly #events = new Counter({
    name: 'dukou_events_total',
    help: 'What happened in this process, by type: MessageSent is a message.',
    labelNames: ['type'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A number that is looked at when it is asked for; while it cannot be had, it is left out. */
  watch(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        this.reset();
        const value = await Promise.resolve()
          .then(read)
          .catch(() => undefined);
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
    this.registry.registerMetric(gauge);
  }

  /** The same pubsub, with what is published counted by type. */
  counting(pubsub: Pubsub): Pubsub {
    return {
      publish: (publications) => {
        for (const { event } of publications)
          if ('type' in event) this.#events.inc({ type: String(event.type) });
        pubsub.publish(publications);
      },
      subscribe: (topics, listener) => pubsub.subscribe(topics, listener),
      get reachesOthers() {
        return pubsub.reachesOthers;
      },
      ping: () => pubsub.ping(),
      close: () => pubsub.close(),
    };
  }
}
