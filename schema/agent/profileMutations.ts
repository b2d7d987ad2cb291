import { removeOwnAvatar, setOwnAvatar } from '../../api/agent/changeOwnAvatar.ts';
import { updateOwnProfile } from '../../api/agent/updateOwnProfile.ts';
import { attachmentAddress } from '../../api/attachment/attachmentAddress.ts';
import { AttachmentRefusedError } from '../../api/attachment/attachmentErrors.ts';
import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { builder } from '../builder.ts';
import { AgentType } from './agentType.ts';

builder.prismaObjectField('Agent', 'avatarUrl', (t) =>
  t.string({
    nullable: true,
    description:
      'Where the agent’s picture is, a square of 256 pixels, without the origin; good for half a day at least, for whoever has it. Null when there is none.',
    resolve: ({ avatarId }, _args, { core }) => avatarId && attachmentAddress(core, avatarId, 'original'),
  }),
);

const UpdateOwnProfileInput = builder.inputType('UpdateOwnProfileInput', {
  description: 'What is to change about oneself.',
  fields: (t) => ({
    displayName: t.string({
      description: 'The name that visitors and colleagues see; at most 100 characters.',
    }),
  }),
});

const SetOwnAvatarInput = builder.inputType('SetOwnAvatarInput', {
  description: 'One’s new picture.',
  fields: (t) => ({
    file: t.field({
      type: 'Upload',
      description: 'At most `Limits.attachmentMaxBytes`: an image (JPEG, PNG, WebP, GIF, AVIF).',
    }),
  }),
});

const authScopes = { inPerson: true };

builder.mutationFields((t) => ({
  updateOwnProfile: t.field({
    type: AgentType,
    description: 'Changes the name that visitors and colleagues see of oneself, from now on.',
    authScopes,
    args: { input: t.arg({ type: UpdateOwnProfileInput, description: 'The name.' }) },
    errors: {},
    resolve: (_root, { input }, { core, actor }) => updateOwnProfile(core, actor, input),
  }),
  setOwnAvatar: t.field({
    type: AgentType,
    description:
      'Makes an image one’s picture: a square of it. Over HTTP, as a multipart request with one file.',
    authScopes,
    args: { input: t.arg({ type: SetOwnAvatarInput, description: 'The image.' }) },
    errors: { types: [AttachmentRefusedError, TooManyAttemptsError] },
    resolve: (_root, { input }, { core, actor }) => setOwnAvatar(core, actor, input),
  }),
  removeOwnAvatar: t.field({
    type: AgentType,
    description: 'Takes one’s picture away.',
    authScopes,
    errors: {},
    resolve: (_root, _args, { core, actor }) => removeOwnAvatar(core, actor),
  }),
}));
