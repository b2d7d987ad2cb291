import { z } from 'zod';
import { EventType } from '../../prisma/generated/client/enums.ts';
import { id } from '../core/input.ts';

/** A cursor is the number of the last event that was read. */
export const cursorShape = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);

/** Which events are wanted; what is left out restricts nothing. */
export const eventFilterShape = z.object({
  after: cursorShape.nullish(),
  types: z.array(z.enum(EventType)).max(50).nullish(),
  siteId: id.nullish(),
});

export type EventFilter = z.input<typeof eventFilterShape>;
/** A filter that has been checked. */
export type CheckedEventFilter = Omit<z.output<typeof eventFilterShape>, 'after'>;
