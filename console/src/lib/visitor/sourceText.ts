import type { DeviceKind, SessionDetailsFragment, VisitSourceKind } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

const sourceTexts: Record<VisitSourceKind, () => string> = {
  DIRECT: m.page_source_direct,
  SEARCH: m.page_source_search,
  CAMPAIGN: m.page_source_campaign,
  LINK: m.page_source_link,
};

const deviceTexts: Record<DeviceKind, () => string> = {
  COMPUTER: m.device_computer,
  PHONE: m.device_phone,
  TABLET: m.device_tablet,
};

/** How a visitor came, and by whom. */
export function sourceText({ kind, name }: SessionDetailsFragment['source']): string {
  const text = sourceTexts[kind]();
  return name ? m.page_source_named({ kind: text, name }) : text;
}

/** What the address tells of a campaign, the broadest first; the keyword has its own line. */
export function campaignText({ campaign }: SessionDetailsFragment['source']): string {
  return [campaign?.name, campaign?.medium, campaign?.content].filter(Boolean).join(' · ');
}

export function deviceKindText(kind: DeviceKind): string {
  return deviceTexts[kind]();
}

/** Where an IP address is registered, as one line. */
export function regionText({ country, province }: NonNullable<SessionDetailsFragment['region']>): string {
  return [country, province].filter(Boolean).join(' ');
}
