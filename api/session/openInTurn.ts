import { inAssignmentTurn } from '../assignment/assignmentTurn.ts';
import type { Core } from '../core/core.ts';
import { EndedMeanwhile } from './openSession.ts';

/** Opens a session when its turn comes, and once more when the one to be resumed has ended meanwhile. */
export function openInTurn<Result>(core: Core, open: () => Promise<Result>): Promise<Result> {
  return inAssignmentTurn(core, () =>
    open().catch((error: unknown) => {
      if (error instanceof EndedMeanwhile) return open();
      throw error;
    }),
  );
}
