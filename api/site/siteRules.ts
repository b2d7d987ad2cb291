import { z } from 'zod';
import { WidgetSide } from '../../prisma/generated/client/enums.ts';
import { name, text } from '../core/input.ts';
import { formFieldsFrom, formFieldsShape } from '../form/formRules.ts';

/** The origin (scheme://host[:port]) of an http or https address; undefined for anything else. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : undefined;
}

/** Whether pages of an origin may show a site's widget: the listed ones, and the product's own pages. */
export function isOriginAllowed(
  origin: string,
  allowedOrigins: readonly string[],
  ownOrigin: string,
): boolean {
  return origin === ownOrigin || allowedOrigins.includes(origin);
}

/**
 * A host as browsers write it. Addresses may have more in it, such as `;`, which would end the directive of the content
 * security policy that allowed origins become a part of; and nothing that stands for any host, for who could say whose?
 */
const plainOrigin = /^https?:\/\/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d+)?$/;
const maxOriginLength = 300;

/** The origin of a page as a site can allow it; undefined for what is no address of a page. */
export function plainOriginOf(address: string): string | undefined {
  const origin = originOf(address.trim());
  return origin && origin.length <= maxOriginLength && plainOrigin.test(origin) ? origin : undefined;
}

const allowedOrigin = text(2000).transform((address, context) => {
  const origin = plainOriginOf(address);
  if (origin) return origin;
  context.addIssue({ code: 'custom', params: { rule: 'MALFORMED' } });
  return z.NEVER;
});

/** What can be said of a site. Of allowed pages any address will do: what counts is its origin. */
export const siteShape = z.object({
  name: name(100),
  greeting: text(1000).transform((value) => value.trim()),
  accentColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .transform((color) => color.toLowerCase()),
  side: z.enum(WidgetSide),
  launcherText: text(20).transform((value) => value.trim()),
  /** In CSS pixels; more would leave the widget no room. */
  bottomOffset: z.int().min(0).max(200),
  takesFiles: z.boolean(),
  asksForRating: z.boolean(),
  formFields: formFieldsShape,
  allowedOrigins: z
    .array(allowedOrigin)
    .max(50)
    .transform((origins) => [...new Set(origins)]),
});

/** What the audit tells of a site; of its form each question on a line. */
export const siteFields = [
  'name',
  'greeting',
  'accentColor',
  'side',
  'launcherText',
  'bottomOffset',
  'takesFiles',
  'asksForRating',
  'formFields',
  'allowedOrigins',
] as const;

/** A site as the audit compares it. */
export function auditedSite<Facts extends { formFields: unknown }>(site: Facts) {
  const lines = formFieldsFrom(site.formFields).map(
    ({ label, kind, isRequired, choices }) =>
      `${label}${isRequired ? ' *' : ''} · ${[kind, ...choices].join(' / ')}`,
  );
  return { ...site, formFields: lines };
}
