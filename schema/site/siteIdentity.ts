import { NotFoundError } from '../../api/core/errors.ts';
import { identitySecretsOf } from '../../api/site/identitySecrets.ts';
import { rotateIdentitySecret } from '../../api/site/rotateIdentitySecret.ts';
import { builder } from '../builder.ts';
import { SiteType } from './siteType.ts';

builder.prismaObjectField('Site', 'identitySecret', (t) =>
  t.string({
    nullable: true,
    authScopes: { permission: 'MANAGE_SITES' },
    description:
      'By what the site’s own system signs who a visitor is (JWT, HS256; `sub`, `exp` within 24 hours, `aud` the site’s key); null before the first was made.',
    resolve: async ({ id }, _args, { core }) => (await identitySecretsOf(core, id))[0] ?? null,
  }),
);

const RotateIdentitySecretInput = builder.inputType('RotateIdentitySecretInput', {
  description: 'Whose secret.',
  fields: (t) => ({ siteId: t.id({ description: 'Which site.' }) }),
});

builder.mutationField('rotateIdentitySecret', (t) =>
  t.field({
    type: SiteType,
    description: 'Makes a new identity secret of a site; the one before counts for another 24 hours.',
    authScopes: { permission: 'MANAGE_SITES' },
    args: { input: t.arg({ type: RotateIdentitySecretInput, description: 'Which site.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => rotateIdentitySecret(core, actor, input),
  }),
);
