import { isClean } from '../core/clamav.ts';
import type { Core } from '../core/core.ts';
import { getSettings } from '../setting/settings.ts';
import { AttachmentRefusedError } from './attachmentErrors.ts';
import { recogniseContent, type RecognisedContent } from './recogniseContent.ts';

/** A file as a request brings it. */
export interface UploadedFile {
  /** What its sender calls it. */
  name: string;
  /** In bytes. */
  size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A content that may be looked at more closely. */
export interface ReceivedContent extends RecognisedContent {
  content: Uint8Array;
}

/** The largest file that the organisation takes, in bytes. */
export async function attachmentMaxBytes(core: Core): Promise<number> {
  return (await getSettings(core)).attachmentMaxMegabytes * 1024 * 1024;
}

/**
 * Reads an uploaded file that is small enough, of a kind that is taken, and free of malware as far as the scanner knows,
 * where there is one. While that one is away nothing is taken: who sends can try again, who opens cannot.
 * @throws AttachmentRefusedError
 */
export async function receiveContent(core: Core, file: UploadedFile): Promise<ReceivedContent> {
  if (file.size > (await attachmentMaxBytes(core))) throw new AttachmentRefusedError('TOO_LARGE');
  const content = new Uint8Array(await file.arrayBuffer());
  const recognised = await recogniseContent(content, file.name);
  const { clamavUrl } = core.environment;
  if (clamavUrl && !(await isHarmless(core, clamavUrl, content)))
    throw new AttachmentRefusedError('INFECTED');
  return { ...recognised, content };
}

function isHarmless(core: Core, clamavUrl: string, content: Uint8Array): Promise<boolean> {
  return isClean(clamavUrl, content).catch((error: unknown) => {
    core.log.error({ err: error }, 'a file could not be scanned');
    throw new AttachmentRefusedError('NOT_SCANNED');
  });
}
