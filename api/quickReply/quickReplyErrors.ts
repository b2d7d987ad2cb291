import { DomainError } from '../core/errors.ts';

/** Another category of the same owner has this name already. */
export class CategoryNameTakenError extends DomainError {
  readonly code = 'CATEGORY_NAME_TAKEN';
  constructor() {
    super('Another category has this name.');
  }
}

/** The file is no CSV with the columns category, title and content. */
export class MalformedFileError extends DomainError {
  readonly code = 'MALFORMED_FILE';
  /** The line at which it could not be read; null when it is the file as a whole. */
  readonly line: number | null;
  constructor(line: number | null) {
    super(line === null ? 'The file has not the columns title and content.' : `Line ${line} cannot be read.`);
    this.line = line;
  }
}
