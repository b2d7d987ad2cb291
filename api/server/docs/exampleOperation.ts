import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import { answersOf, type Field, isErrorType, type RootKind } from './schemaParts.ts';

export interface ExampleOperation {
  document: string;
  variables: Record<string, unknown>;
}

/**
 * An operation that asks for one root field with all that must be given, and some of what it answers.
 * @param alsoGiven arguments that are given though they need not be
 */
export function exampleOperation(
  kind: RootKind,
  field: Field,
  alsoGiven: readonly string[] = [],
): ExampleOperation {
  const isResumable = kind.keyword === 'subscription';
  const shown = field.args.filter(
    (arg) =>
      isRequiredArgument(arg) ||
      arg.name === 'first' ||
      (isResumable && arg.name === 'after') ||
      alsoGiven.includes(arg.name),
  );
  const declared = shown.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = shown.map(({ name }) => `${name}: $${name}`).join(', ');
  const name = field.name.charAt(0).toUpperCase() + field.name.slice(1);
  const lines = [
    `${kind.keyword} ${name}${declared && `(${declared})`} {`,
    `  ${field.name}${given && `(${given})`}${block(selectionOf(field.type, field), 1)}`,
    '}',
  ];
  const variables = Object.fromEntries(shown.map((arg) => [arg.name, exampleValue(arg.type, arg.name)]));
  return { document: lines.join('\n'), variables };
}

function block(lines: string[], depth: number): string {
  if (lines.length === 0) return '';
  const indent = '  '.repeat(depth);
  return ` {\n${lines.map((line) => `${indent}  ${line}`).join('\n')}\n${indent}}`;
}

function selectionOf(type: GraphQLOutputType, field?: Field): string[] {
  const named = getNamedType(type);
  if (isLeafType(named)) return [];
  if (!isUnionType(named)) return fieldsOf(named);
  const { results, errors } = field ? answersOf(field) : { results: [], errors: [] };
  const members = errors.length > 0 ? results : named.getTypes();
  const lines = ['__typename', ...members.flatMap((member) => fragment(member.name, fieldsOf(member)))];
  return errors.length > 0 ? [...lines, ...fragment('Error', ['code', 'message'])] : lines;
}

const fragment = (name: string, lines: string[]): string[] =>
  lines.length > 0 ? [`... on ${name} {`, ...lines.map((line) => `  ${line}`), '}'] : [];

const isSure = ({ type }: { type: GraphQLOutputType }): boolean => isNonNullType(type);

/** The plain fields of a type, the first few; of a page its entries; of a type without any, those one level down. */
function fieldsOf(type: GraphQLNamedType, depth = 0): string[] {
  if ((!isObjectType(type) && !isInterfaceType(type)) || isErrorType(type)) return [];
  const fields = type.getFields();
  const nested = (name: string, childDepth = depth + 1): string[] => {
    const child = fields[name];
    const lines = child ? fieldsOf(getNamedType(child.type), childDepth) : [];
    return lines.length > 0 ? [`${name} {`, ...lines.map((line) => `  ${line}`), '}'] : [];
  };
  if (fields['edges']) return [...nested('edges', depth), ...nested('pageInfo')];
  if (fields['node']) return nested('node', depth);
  const askable = Object.values(fields).filter(({ args }) => !args.some((arg) => isNonNullType(arg.type)));
  const leaves = askable.filter((field) => isLeafType(getNamedType(field.type)));
  // What is always there says more than what mostly is not.
  const plain = [...leaves.filter(isSure), ...leaves.filter((leaf) => !isSure(leaf))].map(({ name }) => name);
  const first = ['id', 'seq', 'text', 'hasNextPage', 'endCursor'].filter((name) => plain.includes(name));
  const chosen = [...new Set([...first, ...plain])].slice(0, Math.max(4, first.length));
  const child = askable.find((field) => isObjectType(getNamedType(field.type)));
  return chosen.length < 2 && child && depth < 2 ? [...chosen, ...nested(child.name)] : chosen;
}

/** What could be given: all that must be, and nothing else. */
function exampleValue(type: GraphQLInputType, name: string): unknown {
  if (isNonNullType(type)) return exampleValue(type.ofType, name);
  if (isListType(type)) return [exampleValue(type.ofType, name)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(needed.map((field) => [field.name, exampleValue(field.type, field.name)]));
  }
  // `from` and `to` are hours in one place and moments in another.
  const sample = type.name === 'DateTime' ? undefined : samples[name];
  return sample ?? samplesOfTypes[type.name] ?? null;
}

const samples: Record<string, unknown> = {
  first: 20,
  color: '#0b6878',
  siteKey: 'demo',
  pageUrl: 'https://www.example.com/',
  from: '09:00',
  to: '18:00',
  weekdays: [1, 2, 3, 4, 5],
  clientId: '5f0b6c4e-7d3a-4b54-9f5e-0d6a3a1f8c11',
};

const samplesOfTypes: Record<string, unknown> = {
  ID: '01a20286-131a-707e-92c6-880826409a3f',
  String: '…',
  Int: 0,
  Float: 0,
  Boolean: true,
  DateTime: '2026-11-22T08:30:00.000Z',
};
