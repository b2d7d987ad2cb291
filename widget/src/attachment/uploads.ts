import { UploadAttachmentDocument } from '../gql/generated.ts';
import type { SessionState } from '../session/sessionState.svelte.ts';
import { postFile } from './postFile.ts';
import { shrinkPhoto } from './shrinkPhoto.ts';
import UploadList from './UploadList.svelte';
import { UploadTray } from './uploadTray.svelte.ts';

/** A tray whose files are uploaded as the session's visitor. */
function createTray(session: SessionState): UploadTray {
  return new UploadTray({
    post: async (post) => {
      const { authorization } = session;
      return (await postFile(UploadAttachmentDocument, { ...post, authorization })).uploadAttachment;
    },
    maxBytes: () => session.limits?.attachmentMaxBytes ?? Infinity,
    shrink: shrinkPhoto,
  });
}

/** All that sending files takes, in one part. */
export default { createTray, UploadList };
