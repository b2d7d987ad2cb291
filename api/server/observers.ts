import type { Tracing } from '../core/tracing.ts';
import type { ServerMetrics } from './metrics/serverMetrics.ts';

/** Who watches what the process does, where somebody wants to know. */
export interface Observers {
  metrics?: ServerMetrics | undefined;
  tracing?: Tracing | undefined;
}
