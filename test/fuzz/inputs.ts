import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { pick } from '../support/chance.ts';
import { hostileNumbers, strangeValues } from './hostileValues.ts';
import type { KnownThings } from './knownThings.ts';

/** What choices are made with: the same ones for a seed and the same answers. */
export interface Chooser {
  chance: () => number;
  /** Some text that may break something. */
  hostileText: () => string;
  known: KnownThings;
}

/** An enum's value, which is written without quotes where it stands in the text of an operation. */
export class EnumName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  toJSON(): string {
    return this.name;
  }
}

/** A value for an argument or a field of an input: mostly a good one, else one that is hostile or of another type. */
export function inputFor(chooser: Chooser, { name, type }: GraphQLArgument | GraphQLInputField): unknown {
  return valueOf(chooser, name, type, 0);
}

/** Values for all arguments of a field that are required, and for half of the others. */
export function inputsFor<Input extends GraphQLArgument | GraphQLInputField>(
  chooser: Chooser,
  inputs: readonly Input[],
): { input: Input; value: unknown }[] {
  const { chance } = chooser;
  return inputs
    .filter(({ type }) => chance() < (isNonNullType(type) ? 0.98 : 0.5))
    .map((input) => ({ input, value: inputFor(chooser, input) }));
}

function valueOf(chooser: Chooser, name: string, type: GraphQLInputType, depth: number): unknown {
  const { chance, hostileText } = chooser;
  if (isNonNullType(type)) return valueOf(chooser, name, type.ofType, depth);
  if (chance() < 0.02) return pick(chance, strangeValues);
  if (chance() < 0.03) return null;
  if (isListType(type)) {
    const length = pick(chance, [0, 1, 1, 1, 2, 3, 3, chance() < 0.05 ? 300 : 5]);
    return Array.from({ length }, () => valueOf(chooser, name, type.ofType, depth));
  }
  if (isInputObjectType(type)) {
    if (depth > 4) return {};
    const fields = Object.values(type.getFields());
    const pairs = fields
      .filter((field) => chance() < (isNonNullType(field.type) ? 0.99 : 0.5))
      .map((field) => [field.name, valueOf(chooser, field.name, field.type, depth + 1)] as const);
    return Object.fromEntries(chance() < 0.01 ? [...pairs, ['__proto__x', 'x']] : pairs);
  }
  if (isEnumType(type))
    return chance() < 0.03 ? hostileText() : new EnumName(pick(chance, type.getValues()).name);
  return scalarOf(chooser, name, type.name);
}

function scalarOf(chooser: Chooser, name: string, type: string): unknown {
  const { chance, hostileText, known } = chooser;
  const isHostile = chance() < 0.15;
  if (type === 'Boolean') return isHostile ? pick(chance, strangeValues) : chance() < 0.5;
  if (type === 'Int')
    return isHostile ? pick(chance, hostileNumbers) : Math.floor(chance() * pick(chance, [3, 10, 300]));
  if (type === 'ID') return isHostile ? hostileText() : known.id(chance, name);
  if (type === 'DateTime') {
    if (isHostile) return hostileText();
    return new Date(Date.now() + (chance() - 0.5) * pick(chance, [1e5, 1e9, 1e12, 8e15])).toISOString();
  }
  if (type === 'String') return isHostile || chance() < 0.25 ? hostileText() : known.text(chance, name);
  return pick(chance, strangeValues);
}
