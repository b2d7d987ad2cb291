import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { schema } from '../../schema/index.ts';

/** Values for arguments, by the name of the argument or of the input's field. */
export type Examples = Record<string, unknown>;

/** All object types, the roots too, except those of introspection. */
export function objectTypes(): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );
}

export function isErrorType(type: GraphQLObjectType): boolean {
  return type.getInterfaces().some(({ name }) => name === 'Error');
}

const pagingArguments = new Set(['first', 'last', 'after', 'before']);

/** An argument list for a field, with every field of every input filled in; paging is left to its defaults. */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  examples: Examples,
): { text: string; declarations: string; variables: Record<string, unknown> } {
  const args = field.args.filter(({ name, type }) => isNonNullType(type) || !pagingArguments.has(name));
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  return {
    text: args.length > 0 ? `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})` : '',
    declarations: declared && `(${declared})`,
    variables: Object.fromEntries(
      args.map((arg) => [arg.name, exampleOf(exampleName(field, arg), arg.type, examples)]),
    ),
  };
}

/** Which thing an argument that is called `id` means follows from the field: `session(id:)` takes a sessionId. */
function exampleName(field: GraphQLField<unknown, unknown>, { name }: GraphQLArgument): string {
  return name === 'id' ? `${field.name}Id` : name;
}

function exampleOf(name: string, type: GraphQLInputType, examples: Examples): unknown {
  if (isNonNullType(type)) return exampleOf(name, type.ofType, examples);
  if (name in examples) return examples[name];
  if (isListType(type)) return [exampleOf(name, type.ofType, examples)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return Object.fromEntries(
      fields.map((field) => [field.name, exampleOf(field.name, field.type, examples)]),
    );
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (type.name in scalarExamples) return scalarExamples[type.name];
  throw new Error(`The test knows no example of ${type.name} for ${name}.`);
}

const scalarExamples: Examples = {
  String: 'x',
  Int: 1,
  Boolean: true,
  DateTime: '2026-11-22T08:00:00.000Z',
};

/** A way from the root to objects of a type: a field of the one before, and what its objects are. */
export interface Step {
  field: GraphQLField<unknown, unknown>;
  type: GraphQLObjectType;
}

/**
 * For each type of which somebody can come by an object through the queries: the shortest way there, over fields that
 * they may ask for. Types of which no object is there at the end of any way are `missing`.
 */
export async function waysOf(
  mayAsk: (type: string, field: string) => boolean,
  isThere: (way: Step[]) => Promise<boolean>,
): Promise<{ ways: Map<GraphQLObjectType, Step[]>; missing: string[] }> {
  const root = schema.getQueryType();
  const ways = new Map<GraphQLObjectType, Step[]>();
  const missing = new Set<string>();
  const waiting: [GraphQLObjectType, Step[]][] = root ? [[root, []]] : [];
  for (const [type, way] of waiting) {
    for (const field of Object.values(type.getFields())) {
      if (!mayAsk(type.name, field.name)) continue;
      for (const next of possibleTypes(field)) {
        if (ways.has(next) || isErrorType(next)) continue;
        const wayThere = [...way, { field, type: next }];
        if (!(await isThere(wayThere))) {
          missing.add(next.name);
          continue;
        }
        ways.set(next, wayThere);
        waiting.push([next, wayThere]);
      }
    }
  }
  for (const { name } of ways.keys()) missing.delete(name);
  return { ways, missing: [...missing] };
}

function possibleTypes(field: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type);
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

/** An operation that asks for one field, or the type's name, at the end of a way, whose first field takes arguments. */
export function operationFor(
  way: Step[],
  field: GraphQLField<unknown, unknown> | undefined,
  examples: Examples,
): { source: string; variables: Record<string, unknown>; path: string[] } {
  const [first] = way;
  const args = first ? argumentsOf(first.field, examples) : { text: '', declarations: '', variables: {} };
  const name = field?.name ?? '__typename';
  const leaf = name + (!field || isLeafType(getNamedType(field.type)) ? '' : ' { __typename }');
  const selection = way.reduceRight(
    (inner, step) =>
      `${step.field.name}${step === first ? args.text : ''} { ... on ${step.type.name} { ${inner} } }`,
    leaf,
  );
  const path = [...way.map((step) => step.field.name), name];
  return { source: `query${args.declarations} { ${selection} }`, variables: args.variables, path };
}
