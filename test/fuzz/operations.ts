import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { schema } from '../../schema/index.ts';
import { pick } from '../support/chance.ts';
import { type Chooser, EnumName, inputsFor } from './inputs.ts';
import { mangled, type Operation } from './mangling.ts';

const roots = ['query', 'query', 'query', 'mutation', 'mutation', 'subscription'] as const;
const rootTypes = {
  query: schema.getQueryType(),
  mutation: schema.getMutationType(),
  subscription: schema.getSubscriptionType(),
};
/** Deeper than the limit now and then. */
const deepest = 5;

/** Makes an operation that the schema allows, or nearly. */
export function makeOperation(chooser: Chooser): Operation {
  const { chance } = chooser;
  const root = pick(chance, roots);
  const fields = Object.values((rootTypes[root] as GraphQLObjectType).getFields());
  const count = root === 'subscription' ? 1 : pick(chance, [1, 1, 1, 2, 3]);
  const variables: Variables = { declared: [], values: {} };
  const selections = Array.from({ length: count }, (_, index) => {
    const alias = root === 'subscription' ? '' : `f${index}: `;
    return `${alias}${fieldText(chooser, pick(chance, fields), variables, pick(chance, [1, 1, 2, deepest]))}`;
  });
  const declared = variables.declared.length > 0 ? `(${variables.declared.join(', ')})` : '';
  const name = chance() < 0.5 ? ' Fuzz' : '';
  const query = `${root}${name || (declared ? ' Fuzz' : '')}${declared} { ${selections.join(' ')} }`;
  const operation: Operation = { query, variables: variables.values };
  return chance() < 0.15 ? mangled(chooser, operation) : operation;
}

interface Variables {
  declared: string[];
  values: Record<string, unknown>;
}

function fieldText(
  chooser: Chooser,
  field: GraphQLField<unknown, unknown>,
  variables: Variables,
  depth: number,
): string {
  const { chance } = chooser;
  const given = inputsFor(chooser, field.args).map(({ input, value }) => {
    if (chance() < 0.3) return `${input.name}: ${literalOf(value)}`;
    const name = `v${variables.declared.length}`;
    variables.declared.push(`$${name}: ${String(input.type)}`);
    variables.values[name] = value;
    return `${input.name}: $${name}`;
  });
  const args = given.length > 0 ? `(${given.join(', ')})` : '';
  const selection = selectionOf(chooser, field.type, variables, depth);
  return `${field.name}${args}${selection && ` ${selection}`}`;
}

function selectionOf(
  chooser: Chooser,
  output: GraphQLOutputType,
  variables: Variables,
  depth: number,
): string {
  const type = getNamedType(output);
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const isError = (member: GraphQLObjectType) =>
      member.getInterfaces().some(({ name }) => name === 'Error');
    const members = schema.getPossibleTypes(type).filter((member) => !isError(member));
    const parts = members.map(
      (member) => `... on ${member.name} ${selectionOf(chooser, member, variables, depth)}`,
    );
    const mayFail = members.length < schema.getPossibleTypes(type).length;
    return `{ __typename ${mayFail ? '... on Error { code message }' : ''} ${parts.join(' ')} }`;
  }
  return isObjectType(type) ? `{ ${fieldsOf(chooser, type, variables, depth)} }` : '';
}

/** The type's name and id, some of its leaves, and, while it may go deeper, one or two of its objects. */
function fieldsOf(chooser: Chooser, type: GraphQLObjectType, variables: Variables, depth: number): string {
  const { chance } = chooser;
  const fields = Object.values(type.getFields());
  const isLeaf = (field: (typeof fields)[number]) => isLeafType(getNamedType(field.type));
  const isPaging = (field: (typeof fields)[number]) => ['edges', 'node', 'pageInfo'].includes(field.name);
  const leaves = fields.filter((field) => isLeaf(field) && (field.name === 'id' || chance() < 0.4));
  const objects = fields.filter((field) => !isLeaf(field));
  const deeper =
    depth <= 0 ? [] : objects.filter((field) => isPaging(field) || chance() < 1.5 / objects.length);
  const texts = [...leaves, ...deeper].map((field) => {
    // The same field of two members of a union may take other arguments, or be of another type: each gets a name of its own.
    const alias = field.name === 'id' || isPaging(field) ? '' : `${type.name}_${field.name}: `;
    const learnable = alias !== '' && field.args.length === 0 && isLeaf(field) && chance() < 0.5 ? '' : alias;
    return `${learnable}${fieldText(chooser, field, variables, isPaging(field) ? depth : depth - 1)}`;
  });
  return ['__typename', ...texts].join(' ');
}

/** A value as it is written within an operation. */
export function literalOf(value: unknown): string {
  if (value instanceof EnumName) return value.name;
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, held]) => `${name}: ${literalOf(held)}`)
      .join(', ')} }`;
  return JSON.stringify(value) ?? 'null';
}
