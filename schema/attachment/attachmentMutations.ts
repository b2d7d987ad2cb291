import { AttachmentRefusedError } from '../../api/attachment/attachmentErrors.ts';
import { uploadAttachment } from '../../api/attachment/uploadAttachment.ts';
import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { builder } from '../builder.ts';
import { AttachmentType } from './attachmentType.ts';

const UploadAttachmentInput = builder.inputType('UploadAttachmentInput', {
  description: 'An image or file to be kept.',
  fields: (t) => ({
    file: t.field({
      type: 'Upload',
      description:
        'At most `Limits.attachmentMaxBytes`: an image (JPEG, PNG, WebP, GIF, AVIF), PDF, office document, plain text, ZIP, audio or video.',
    }),
  }),
});

builder.mutationField('uploadAttachment', (t) =>
  t.field({
    type: AttachmentType,
    description:
      'Keeps an image or file, for a message or a quick reply: what is in none of them after a day is removed. Visitors where the site takes files (`Site.takesFiles`). Over HTTP, as a multipart request with one file.',
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UploadAttachmentInput, description: 'The file.' }) },
    errors: { types: [AttachmentRefusedError, TooManyAttemptsError] },
    resolve: (_root, { input }, { core, actor, address }) => uploadAttachment(core, actor, input, address),
  }),
);
