import { attributeList, attributesFor, type VisitorAttribute } from '../../api/visitor/attributeRules.ts';
import { IdentityRefusedError, type IdentityRefusal } from '../../api/visitor/identityErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

const VisitorAttributeType = builder.objectRef<VisitorAttribute>('VisitorAttribute').implement({
  description: 'One thing that the site’s own system says of a visitor.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is.' }),
    value: t.exposeString('value', {
      description: 'With contact data hidden by asterisks from agents who may not see it.',
    }),
  }),
});

builder.prismaObjectFields('Visitor', (t) => ({
  siteId: t.exposeID('siteId', { authScopes: { agent: true }, description: 'Of which site. For agents.' }),
  externalId: t.exposeID('externalId', { nullable: true, authScopes: { agent: true } }),
  attributes: t.field({
    type: [VisitorAttributeType],
    authScopes: { agent: true },
    description: 'What the site’s own system says of the visitor, by name. For agents.',
    resolve: (visitor, _args, { actor }) => attributeList(attributesFor(actor, visitor)),
  }),
}));

const IdentityRefusalType = builder.enumType('IdentityRefusal', {
  description: 'Why an identity token is not believed.',
  values: {
    MALFORMED: { description: 'No JWT, or it lacks sub, exp or aud, or what it says breaks a limit.' },
    WRONG_SIGNATURE: { description: 'Not signed by HS256 with the site’s identity secret.' },
    WRONG_SITE: { description: '`aud` is not the site’s key.' },
    EXPIRED: { description: '`exp` is over.' },
    LIFETIME_TOO_LONG: { description: '`exp` is more than 24 hours away.' },
  } as const satisfies Record<IdentityRefusal, object>,
});

builder.objectType(IdentityRefusedError, {
  name: 'IdentityRefusedError',
  description: 'The identity token does not prove who the visitor is.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ reason: t.expose('reason', { type: IdentityRefusalType, description: 'Why.' }) }),
});
