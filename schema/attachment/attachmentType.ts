import { attachmentAddress } from '../../api/attachment/attachmentAddress.ts';
import { AttachmentRefusedError, type RefusalReason } from '../../api/attachment/attachmentErrors.ts';
import type { Core } from '../../api/core/core.ts';
import { AttachmentKind } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const AttachmentKindType = builder.enumType('AttachmentKind', {
  description: 'How an attachment is shown.',
  values: {
    [AttachmentKind.IMAGE]: { description: 'A picture that every browser shows.' },
    [AttachmentKind.FILE]: { description: 'Anything else: it is downloaded.' },
  } as const,
});

const address = 'without the origin; good for half a day at least, for whoever has it.';

export const AttachmentType = builder.prismaObject('Attachment', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    kind: t.expose('kind', { type: AttachmentKindType, description: 'How it is shown.' }),
    name: t.exposeString('name'),
    mediaType: t.exposeString('mediaType'),
    size: t.exposeInt('size'),
    width: t.exposeInt('width', { nullable: true }),
    height: t.exposeInt('height', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was uploaded.' }),
    url: t.string({
      description: `Where its content is, ${address}`,
      resolve: ({ id }, _args, { core }) => attachmentAddress(core, id, 'original'),
    }),
    previewUrl: t.string({
      nullable: true,
      description: `Where the image is, at most 480 pixels wide, ${address} Null for files.`,
      resolve: ({ id, kind }, _args, { core }) =>
        kind === 'IMAGE' ? attachmentAddress(core, id, 'preview') : null,
    }),
  }),
});

/**
 * The attachment of something that whoever asks may see. Asked for in the same moment, as for the messages of a page, all
 * are read by one statement.
 */
export function attachmentOf({ database }: Core, attachmentId: string | null | undefined) {
  return attachmentId ? database.prisma.attachment.findUnique({ where: { id: attachmentId } }) : null;
}

const RefusalReasonType = builder.enumType('AttachmentRefusalReason', {
  description: 'Why a file is not kept.',
  values: {
    TOO_LARGE: {
      description: 'More bytes than `Limits.attachmentMaxBytes`, or an image of more than 50 megapixels.',
    },
    KIND_NOT_ALLOWED: { description: 'By its content it is none of the kinds that are taken.' },
    BROKEN: { description: 'It is empty, or its content is damaged.' },
    INFECTED: { description: 'The scanner found malware in it.' },
    NOT_SCANNED: { description: 'The scanner is away: it can be tried again later.' },
    NOT_TAKEN_HERE: { description: 'The visitor’s site takes no files (`Site.takesFiles`).' },
  } as const satisfies Record<RefusalReason, object>,
});

builder.objectType(AttachmentRefusedError, {
  name: 'AttachmentRefusedError',
  description: 'The file cannot be an attachment.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ reason: t.expose('reason', { type: RefusalReasonType, description: 'Why.' }) }),
});
