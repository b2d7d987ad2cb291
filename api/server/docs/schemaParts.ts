import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { schema } from '../../../schema/index.ts';

export type Field = GraphQLField<unknown, unknown>;

export interface RootKind {
  /** As it stands in addresses and documents. */
  keyword: 'query' | 'mutation' | 'subscription';
  title: string;
  type: GraphQLObjectType;
}

const roots = [
  ['query', 'Queries', schema.getQueryType()],
  ['mutation', 'Mutations', schema.getMutationType()],
  ['subscription', 'Subscriptions', schema.getSubscriptionType()],
] as const;

export const rootKinds: readonly RootKind[] = roots.flatMap(([keyword, title, type]) =>
  type ? [{ keyword, title, type }] : [],
);

const rootNames = new Set(rootKinds.map(({ type }) => type.name));

/** All types that the reference tells of, by name. */
export const types: readonly GraphQLNamedType[] = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !rootNames.has(type.name))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

export function isErrorType(type: GraphQLNamedType): type is GraphQLObjectType {
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Error');
}

/** What a list of types is called, and which are in it; a union of answers is told with its field alone. */
export const typeKinds: readonly { title: string; isOne: (type: GraphQLNamedType) => boolean }[] = [
  { title: 'Objects', isOne: (type) => (isObjectType(type) && !isErrorType(type)) || isInterfaceType(type) },
  { title: 'Inputs', isOne: isInputObjectType },
  { title: 'Errors', isOne: isErrorType },
  { title: 'Enums', isOne: isEnumType },
  { title: 'Unions', isOne: (type) => isUnionType(type) && !/^(Query|Mutation).*Result$/.test(type.name) },
  { title: 'Scalars', isOne: isScalarType },
];

/** The `code` of an error type: its name says it. */
export function codeOf(type: GraphQLNamedType): string {
  return type.name
    .replace(/Error$/, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .toUpperCase();
}

/** What an answer can be: the good ones, and the reasons why there is none. */
export function answersOf(field: Field): { results: GraphQLNamedType[]; errors: GraphQLObjectType[] } {
  const type = getNamedType(field.type);
  const members = isUnionType(type) ? type.getTypes() : [];
  const errors = members.filter(isErrorType);
  return errors.length > 0
    ? { results: members.filter((member) => !isErrorType(member)), errors }
    : { results: [type], errors: [] };
}

/** The scopes that the schema gives a field. */
type Scopes = Partial<Record<'agent' | 'visitor' | 'signedIn', boolean>> & {
  permission?: string | string[];
};

export interface Audience {
  who: string;
  /** Of several, one is enough. */
  permissions: string[];
}

/** Who may ask for a field; undefined where that is not restricted beyond what it belongs to. */
export function audienceOf(field: Field): Audience | undefined {
  const options = field.extensions.pothosOptions as { authScopes?: Scopes } | undefined;
  const scopes = options?.authScopes;
  if (!scopes) return undefined;
  const permissions = [scopes.permission ?? []].flat();
  if (scopes.signedIn) return { who: 'agents and visitors', permissions };
  return { who: scopes.visitor ? 'visitors' : 'agents', permissions };
}

/** Where a type is given out or taken in, as coordinates: `Session.visitor`, `mutation.sendMessage`. */
export function usesOf(name: string): string[] {
  const wanted = (type: unknown) => getNamedType(type as Field['type']).name === name;
  const ofRoots = rootKinds.flatMap(({ keyword, type }) =>
    Object.values(type.getFields())
      .filter((field) => {
        const named = getNamedType(field.type);
        const isMember = isUnionType(named) && named.getTypes().some((member) => member.name === name);
        return wanted(field.type) || isMember || field.args.some((arg) => wanted(arg.type));
      })
      .map((field) => `${keyword}.${field.name}`),
  );
  const ofTypes = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
      ? Object.values(type.getFields())
          .filter((field) => wanted(field.type))
          .map((field) => `${type.name}.${field.name}`)
      : [],
  );
  return [...ofRoots, ...ofTypes];
}
