import { DomainError } from '../core/errors.ts';

/** A department cannot stand below itself. */
export class DepartmentCycleError extends DomainError {
  readonly code = 'DEPARTMENT_CYCLE';
  constructor() {
    super('A department cannot be moved to itself or to one below it.');
  }
}

/** Somebody or something is still in the department. */
export class DepartmentInUseError extends DomainError {
  readonly code = 'DEPARTMENT_IN_USE';
  readonly agentsCount: number;
  readonly childrenCount: number;
  readonly sessionsCount: number;
  constructor(counts: { agentsCount: number; childrenCount: number; sessionsCount: number }) {
    super('Only an empty department can be deleted.');
    this.agentsCount = counts.agentsCount;
    this.childrenCount = counts.childrenCount;
    this.sessionsCount = counts.sessionsCount;
  }
}

/** The tree would have too many levels. */
export class DepartmentTooDeepError extends DomainError {
  readonly code = 'DEPARTMENT_TOO_DEEP';
  readonly limit: number;
  constructor(limit: number) {
    super(`The tree of departments has at most ${limit} levels.`);
    this.limit = limit;
  }
}
