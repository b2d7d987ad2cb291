import {
  getNamedType,
  isAbstractType,
  isListType,
  isNonNullType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** What an operation may cause at most, reckoned before it is executed. */
export interface QueryCost {
  /** Fields that are answered at most, where a list is as long as its page or as lists usually are at most. */
  cost: number;
  /** How far fields are nested. */
  depth: number;
}

/** How long lists without pages are taken to be: of tags, sites, departments, colleagues. */
const usualLength = 10;
/** How long a page is when nobody says. */
const usualPage = 50;
/** What a field of the root costs besides its own fields: it is where the database is asked. */
const rootCost = 10;
/** GraphQL limits introspection by a rule of its own, and answers it without the database. */
const introspectionCost = 100;

/** Of operations that always cost the same. There is one schema, and an operation has one document. */
const fixedCosts = new WeakMap<OperationDefinitionNode, QueryCost>();

/** Reckons what an operation costs. Fragments without cycles and known fields are a matter of validation before. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): QueryCost {
  const known = fixedCosts.get(operation);
  if (known) return known;
  const root = schema.getRootType(operation.operation);
  if (!root) return { cost: 0, depth: 0 };
  const reckoning = new Reckoning(schema, document, operation, variables);
  const cost = reckoning.ofRoot(operation.selectionSet, root);
  if (!reckoning.dependsOnVariables) fixedCosts.set(operation, cost);
  return cost;
}

class Reckoning {
  readonly #schema: GraphQLSchema;
  readonly #variables: Record<string, unknown>;
  /** What variables are when they are not given. */
  readonly #defaults: Map<string, ValueNode | undefined>;
  readonly #fragments: Map<string, FragmentDefinitionNode>;
  /** Whether some page is as long as a variable says. */
  dependsOnVariables = false;
  /** By selection, type and page: fragments that are used a thousand times are looked at once. */
  readonly #known = new Map<SelectionSetNode, Map<string, QueryCost>>();

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    { variableDefinitions = [] }: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ) {
    this.#schema = schema;
    this.#variables = variables;
    this.#defaults = new Map(
      variableDefinitions.map((one) => [one.variable.name.value, one.defaultValue] as const),
    );
    const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((one) => [one.name.value, one]));
  }

  ofRoot(selectionSet: SelectionSetNode, root: GraphQLObjectType): QueryCost {
    return this.#ofSelections(selectionSet, root, null, rootCost);
  }

  /** Of a type that may be one of several, the dearest counts. */
  #ofSelections(
    selectionSet: SelectionSetNode,
    type: GraphQLNamedType,
    page: number | null,
    base = 0,
  ): QueryCost {
    const key = `${type.name} ${page} ${base}`;
    const known = this.#known.get(selectionSet)?.get(key);
    if (known) return known;
    const types = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const costs = types.map((one) => this.#ofObject(selectionSet, one, page, base));
    const dearest = {
      cost: Math.max(0, ...costs.map(({ cost }) => cost)),
      depth: Math.max(0, ...costs.map(({ depth }) => depth)),
    };
    const ofSelection = this.#known.get(selectionSet) ?? new Map<string, QueryCost>();
    this.#known.set(selectionSet, ofSelection.set(key, dearest));
    return dearest;
  }

  #ofObject(
    selectionSet: SelectionSetNode,
    type: GraphQLNamedType,
    page: number | null,
    base: number,
  ): QueryCost {
    const total = { cost: 0, depth: 0 };
    for (const selection of selectionSet.selections) {
      const part =
        selection.kind === Kind.FIELD
          ? this.#ofField(selection, type, page, base)
          : this.#ofFragment(selection, type, page, base);
      total.cost += part.cost;
      total.depth = Math.max(total.depth, part.depth);
    }
    return total;
  }

  #ofFragment(
    selection: Exclude<SelectionSetNode['selections'][number], FieldNode>,
    type: GraphQLNamedType,
    page: number | null,
    base: number,
  ): QueryCost {
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition && this.#schema.getType(fragment.typeCondition.name.value);
    if (!fragment || (condition && !this.#applies(condition, type))) return { cost: 0, depth: 0 };
    return this.#ofSelections(fragment.selectionSet, type, page, base);
  }

  #applies(condition: GraphQLNamedType, type: GraphQLNamedType): boolean {
    if (condition === type) return true;
    return isAbstractType(condition) && isObjectType(type) && this.#schema.isSubType(condition, type);
  }

  #ofField(node: FieldNode, type: GraphQLNamedType, page: number | null, base: number): QueryCost {
    const name = node.name.value;
    if (name.startsWith('__')) return { cost: name === '__typename' ? 0 : introspectionCost, depth: 1 };
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) return { cost: 0, depth: 0 };
    const own = 1 + base;
    if (!node.selectionSet) return { cost: own, depth: 1 };
    const inner = this.#ofSelections(node.selectionSet, getNamedType(field.type), this.#pageOf(field, node));
    const length = isList(field.type) ? (page ?? usualLength) : 1;
    return { cost: own + length * inner.cost, depth: inner.depth + 1 };
  }

  /** How long the list within a field is that is read page by page; null for other fields. */
  #pageOf(field: GraphQLField<unknown, unknown>, node: FieldNode): number | null {
    if (!field.args.some(({ name }) => name === 'first')) return null;
    const sizes = ['first', 'last'].map((name) => {
      const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
      return this.#numberOf(value);
    });
    return Math.max(0, ...sizes) || usualPage;
  }

  /** What will be taken for a number; whatever else is given is refused before anything is read. */
  #numberOf(value: ValueNode | undefined): number {
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return 0;
    this.dependsOnVariables = true;
    const given = this.#variables[value.name.value];
    if (given === undefined) return this.#numberOf(this.#defaults.get(value.name.value));
    return typeof given === 'number' ? given : 0;
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type);
}
