import {
  type GraphQLNamedType,
  type GraphQLSchema,
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../schema/index.ts';
import { committedSchema, printedSchema, shortDifference } from '../schema/printSchema.ts';

const ownTypes = (of: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(of.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

/** The coordinates (`Type.field(argument:)`) of everything that a reader of the schema would have to guess. */
function undescribed(of: GraphQLSchema): string[] {
  const found: string[] = [];
  const expectText = (coordinate: string, text: string | null | undefined) => {
    if (!text?.trim()) found.push(coordinate);
  };
  for (const type of ownTypes(of)) {
    expectText(type.name, type.description);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        expectText(`${type.name}.${field.name}`, field.description);
        for (const arg of field.args) {
          expectText(`${type.name}.${field.name}(${arg.name}:)`, arg.description);
        }
      }
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        expectText(`${type.name}.${field.name}`, field.description);
      }
    }
    if (isEnumType(type)) {
      for (const value of type.getValues()) expectText(`${type.name}.${value.name}`, value.description);
    }
  }
  return found;
}

/** Mutations whose answer is not a union of one or more successes and at least one typed error. */
function mutationsWithoutErrors(of: GraphQLSchema): string[] {
  const isError = (type: GraphQLNamedType) =>
    isObjectType(type) && type.getInterfaces().some((face) => face.name === 'Error');
  return Object.values(of.getMutationType()?.getFields() ?? {})
    .filter((field) => {
      const answer = getNamedType(field.type);
      if (!isNonNullType(field.type) || !isUnionType(answer)) return true;
      const members = answer.getTypes();
      return !members.some(isError) || members.every(isError);
    })
    .map((field) => field.name);
}

/** Deprecations that do not say since when, and until when the thing is there. */
function undatedDeprecations(of: GraphQLSchema): string[] {
  const day = String.raw`\d{4}-\d{2}-\d{2}`;
  const form = new RegExp(`^Since ${day}, gone after ${day}: \\S`);
  interface Part {
    name: string;
    deprecationReason?: string | null | undefined;
  }
  const partsOf = (type: GraphQLNamedType): readonly Part[] => {
    if (isEnumType(type)) return type.getValues();
    if (isInputObjectType(type)) return Object.values(type.getFields());
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field): Part[] => [field, ...field.args]);
  };
  return ownTypes(of).flatMap((type) =>
    partsOf(type)
      .filter(({ deprecationReason: reason }) => reason && !form.test(reason))
      .map(({ name }) => `${type.name}.${name}`),
  );
}

/** What the end or the beginning of a field's name promises about its type. */
const promises: [name: RegExp, type: RegExp][] = [
  [/^(is|has|viewerCan)[A-Z]/, /^Boolean!$/],
  [/(^at$|[a-z]At$)/, /^DateTime!?$/],
  [/[a-z]Count$/, /^Int!$/],
  [/(^id$|[a-z]Id$)/, /^(ID!?|String!)$/],
];

/** Fields whose name promises another type than they have. */
function brokenPromises(of: GraphQLSchema): string[] {
  return ownTypes(of).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .filter((field) =>
            promises.some(([name, kind]) => name.test(field.name) && !kind.test(String(field.type))),
          )
          .map((field) => `${type.name}.${field.name}: ${String(field.type)}`)
      : [],
  );
}

describe('the API schema', () => {
  it('is committed as it is served', () => {
    expect(shortDifference(committedSchema(), printedSchema())).toEqual([]);
  });

  it('describes every type, field, argument, input field and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('says of what is deprecated since when it is, until when it is there, and what to use', () => {
    expect(undatedDeprecations(schema)).toEqual([]);
  });

  it('answers every mutation with a union that names its errors', () => {
    expect(mutationsWithoutErrors(schema)).toEqual([]);
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).not.toEqual([]);
  });

  it('gives every error a code for programs and a message for people', () => {
    const errors = ownTypes(schema).filter((type) => isObjectType(type) && type.name.endsWith('Error'));
    expect(errors).not.toEqual([]);
    for (const type of errors) {
      if (!isObjectType(type)) continue;
      expect(type.getInterfaces().map(String), type.name).toContain('Error');
      expect(String(type.getFields()['code']?.type), `${type.name}.code`).toBe('String!');
      expect(String(type.getFields()['message']?.type), `${type.name}.message`).toBe('String!');
    }
  });

  it('keeps what the names of its fields promise', () => {
    expect(brokenPromises(schema)).toEqual([]);
  });
});

describe('the checks above', () => {
  const poor = buildSchema(`
    "An error" interface Error { "c" code: String! "m" message: String! }
    "Its opposite" type Fine { "f" isFine: Boolean }
    "A failure" type SadError implements Error { "c" code: String! "m" message: String! }
    "Both" union Both = Fine | SadError
    union Only = Fine
    "In" input In { "a" a: Int b: Int }
    "Mood" enum Mood { "g" GOOD BAD }
    "Q" type Query { "x" fine("y" in: In, mood: Mood): Fine }
    "M" type Mutation { "b" both: Both! "m" maybe: Both "o" only: Only! "p" plain: Fine! }
  `);

  it('find what has no description', () => {
    expect(undescribed(poor)).toEqual(['Only', 'In.b', 'Mood.BAD', 'Query.fine(mood:)']);
  });

  it('find mutations without typed errors', () => {
    expect(mutationsWithoutErrors(poor)).toEqual(['maybe', 'only', 'plain']);
  });

  it('find a field that breaks the promise of its name', () => {
    expect(brokenPromises(poor)).toEqual(['Fine.isFine: Boolean']);
  });

  it('find a deprecation without its days', () => {
    const aging = buildSchema(`
      "Q" type Query {
        "a" a("x" x: Int @deprecated(reason: "Unused.")): Int @deprecated
        "b" b: Mood @deprecated(reason: "Since 2026-11-27, gone after 2027-05-27: ask a.")
      }
      "Mood" enum Mood { "g" GOOD @deprecated(reason: "Since 2026-11-27, gone after 2027-05-27") }
    `);
    expect(undatedDeprecations(aging)).toEqual(['Query.a', 'Query.x', 'Mood.GOOD']);
  });

  it('show the lines in which two schemas differ', () => {
    expect(shortDifference('a\nb\nc', 'a\nB\nc')).toEqual(['2 - b', '2 + B']);
    expect(shortDifference('a\nb', 'b\na')).toEqual(['1   lines stand in another order from here']);
    expect(shortDifference('a', 'a')).toEqual([]);
  });
});
