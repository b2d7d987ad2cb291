import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { rootKinds, types } from './schemaParts.ts';

const typesByName = new Map(types.map((type) => [type.name, type]));

export const referenceAddress = '/docs/reference';

/** Where a type is explained; undefined for what the reference has no page of. */
export function addressOfType(name: string): string | undefined {
  return typesByName.has(name) ? `${referenceAddress}/${name}` : undefined;
}

/**
 * Where something is explained: a type, `Type.field`, `Enum.VALUE`, or a field of a root, also as `mutation.field`.
 * Undefined for what is none of these.
 */
export function addressOfName(name: string): string | undefined {
  const [first = '', second] = name.split('.');
  const root = rootKinds.find(({ keyword, type }) => (second ? keyword === first : type.getFields()[first]));
  const rootField = second ?? first;
  if (root?.type.getFields()[rootField]) return `${referenceAddress}/${root.keyword}/${rootField}`;
  const type = typesByName.get(first);
  if (!type) return undefined;
  if (second === undefined) return addressOfType(first);
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  const isThere = hasFields ? second in type.getFields() : isEnumType(type) && !!type.getValue(second);
  return isThere ? `${referenceAddress}/${first}#${second}` : undefined;
}
