import { DomainError } from '../core/errors.ts';

/** Why a file is not kept. */
export type RefusalReason =
  'TOO_LARGE' | 'KIND_NOT_ALLOWED' | 'BROKEN' | 'INFECTED' | 'NOT_SCANNED' | 'NOT_TAKEN_HERE';

const texts: Record<RefusalReason, string> = {
  TOO_LARGE: 'The file has too many bytes, or the image too many pixels.',
  KIND_NOT_ALLOWED: 'Files of this kind are not taken.',
  BROKEN: 'The file is empty or damaged.',
  INFECTED: 'The scanner found malware in the file.',
  NOT_SCANNED: 'The scanner is away, and files are taken only when it has seen them. Try again later.',
  NOT_TAKEN_HERE: 'The site takes no files from its visitors.',
};

/** The file cannot be an attachment; nothing of it was kept. */
export class AttachmentRefusedError extends DomainError {
  readonly code = 'ATTACHMENT_REFUSED';
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(texts[reason]);
    this.reason = reason;
  }
}
