import { regionOf, type AddressRegion } from '../../api/core/addressRegion.ts';
import { deviceOf, type Device } from '../../api/visitor/deviceRules.ts';
import {
  visitSource,
  type Campaign,
  type VisitSource,
  type VisitSourceKind,
} from '../../api/visitor/visitSourceRules.ts';
import { builder } from '../builder.ts';

const VisitSourceKindType = builder.enumType('VisitSourceKind', {
  description: 'How a visitor came to the site.',
  values: {
    DIRECT: { description: 'No other page led here.' },
    SEARCH: { description: 'From a search engine.' },
    CAMPAIGN: { description: 'By an advertisement: the landing page’s address names the campaign.' },
    LINK: { description: 'From another site.' },
  } as const satisfies Record<VisitSourceKind, object>,
});

const CampaignType = builder.objectRef<Campaign>('Campaign').implement({
  description: 'What the landing page’s address tells of an advertising campaign.',
  fields: (t) => ({
    source: t.exposeString('source', {
      nullable: true,
      description: '`utm_source`, or whose click mark it has.',
    }),
    medium: t.exposeString('medium', { nullable: true, description: '`utm_medium`.' }),
    name: t.exposeString('name', { nullable: true, description: '`utm_campaign`.' }),
    term: t.exposeString('term', { nullable: true, description: '`utm_term`: what was searched for.' }),
    content: t.exposeString('content', { nullable: true, description: '`utm_content`.' }),
  }),
});

const VisitSourceType = builder.objectRef<VisitSource>('VisitSource').implement({
  description: 'How a visitor came, as far as the addresses tell.',
  fields: (t) => ({
    kind: t.expose('kind', { type: VisitSourceKindType, description: 'In which way.' }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'The search engine, campaign’s source or site.',
    }),
    keyword: t.exposeString('keyword', {
      nullable: true,
      description: 'What was searched for, where it is told.',
    }),
    campaign: t.expose('campaign', {
      type: CampaignType,
      nullable: true,
      description: 'The campaign, when there is one.',
    }),
  }),
});

const DeviceKindType = builder.enumType('DeviceKind', {
  description: 'What a browser runs on.',
  values: {
    PHONE: { description: 'A phone.' },
    TABLET: { description: 'A tablet.' },
    COMPUTER: { description: 'A computer.' },
  } as const satisfies Record<NonNullable<Device['kind']>, object>,
});

export const DeviceType = builder.objectRef<Device>('Device').implement({
  description: 'What a browser says of itself, as far as it can be told.',
  fields: (t) => ({
    browser: t.exposeString('browser', { nullable: true, description: 'Name and major version.' }),
    system: t.exposeString('system', { nullable: true, description: 'Name and, where told, major version.' }),
    kind: t.expose('kind', { type: DeviceKindType, nullable: true, description: 'What it runs on.' }),
  }),
});

export const RegionType = builder.objectRef<AddressRegion>('Region').implement({
  description: 'Where an IP address is registered.',
  fields: (t) => ({
    country: t.exposeString('country', { description: 'The country, in Chinese.' }),
    province: t.exposeString('province', { nullable: true, description: 'The province, in Chinese.' }),
  }),
});

const forAgents = { authScopes: { agent: true } };

builder.prismaObjectFields('Session', (t) => ({
  source: t.field({
    ...forAgents,
    type: VisitSourceType,
    description: 'How the visitor came. For agents.',
    resolve: ({ referrer, landingPageUrl }) => visitSource(referrer, landingPageUrl),
  }),
  device: t.field({
    ...forAgents,
    type: DeviceType,
    description: 'The visitor’s browser, system and device. For agents.',
    resolve: ({ userAgent }) => deviceOf(userAgent),
  }),
  region: t.field({
    ...forAgents,
    type: RegionType,
    nullable: true,
    description: 'Where the IP address is registered; null when it is not known for certain. For agents.',
    resolve: ({ address }) => regionOf(address),
  }),
}));
