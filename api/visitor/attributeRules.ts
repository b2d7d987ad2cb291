import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { requiredText, text } from '../core/input.ts';
import { readMessage } from '../contactDetail/readingRules.ts';

/** More is a database of its own. */
export const mostAttributes = 50;
const nameLength = 60;
const valueLength = 500;

export type AttributeValue = string | number | boolean;

/** One thing that the site's own system says of a visitor. */
export interface VisitorAttribute {
  name: string;
  value: string;
}

const value = z.union([text(valueLength), z.number(), z.boolean()]);

/** Attributes by name; null takes one away. */
export const attributesShape = z
  .record(requiredText(nameLength), value.nullable())
  .refine((attributes) => Object.keys(attributes).length <= mostAttributes, {
    params: { rule: 'OUT_OF_RANGE', limit: mostAttributes },
  });

export type AttributeChanges = z.output<typeof attributesShape>;

/** What is kept, as an object: the database's column may hold anything. */
export function attributesFrom(kept: unknown): Record<string, AttributeValue> {
  const parsed = z.record(z.string(), value).safeParse(kept);
  return parsed.success ? parsed.data : {};
}

/** Attributes after changes; undefined when they would be too many. */
export function changedAttributes(
  before: Record<string, AttributeValue>,
  changes: AttributeChanges,
): Record<string, AttributeValue> | undefined {
  const merged = Object.entries({ ...before, ...changes }).filter(
    (entry): entry is [string, AttributeValue] => entry[1] !== null,
  );
  return merged.length > mostAttributes ? undefined : Object.fromEntries(merged);
}

/** What an actor may read of a visitor's attributes: contact data in them is masked as it is in messages (SPEC 3). */
export function attributesFor(
  actor: Actor,
  { attributes }: Pick<Visitor, 'attributes'>,
): Record<string, AttributeValue> {
  const kept = attributesFrom(attributes);
  if (hasPermission(actor, 'SEE_CONTACT_DATA')) return kept;
  return Object.fromEntries(Object.entries(kept).map(([name, one]) => [name, masked(name, one)]));
}

/** Attributes as a list, in the order of their names. */
export function attributeList(attributes: Record<string, AttributeValue>): VisitorAttribute[] {
  return Object.entries(attributes)
    .map(([name, one]) => ({ name, value: String(one) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The name tells what a value is: it is read as if somebody had written both. */
function masked(name: string, one: AttributeValue): AttributeValue {
  if (typeof one === 'boolean') return one;
  const before = `${name}：`;
  return readMessage([], `${before}${one}`).masked.get(0)?.slice(before.length) ?? one;
}
