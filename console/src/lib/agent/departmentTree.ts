import type { ColleagueFragment, DepartmentNodeFragment } from '#lib/gql/generated.ts';

/** One line of the tree of colleagues: a department, or an agent who works in the one above. */
export type TreeLine = {
  id: string;
  level: number;
  position: number;
  size: number;
  parentId: string | null;
} & (
  | { kind: 'department'; name: string; agents: readonly ColleagueFragment[]; isOpen: boolean }
  | { kind: 'agent'; agent: ColleagueFragment }
);

interface DepartmentNode {
  id: string;
  name: string;
  agents: ColleagueFragment[];
  below: DepartmentNode[];
}

/**
 * The lines that a tree of colleagues shows, from top to bottom: in each department first who works there, in the order
 * given, then the departments below it. Departments without anybody are left out, and what is closed hides what is in it.
 */
export function treeLines(
  departments: readonly DepartmentNodeFragment[],
  colleagues: readonly ColleagueFragment[],
  closed: ReadonlySet<string>,
): TreeLine[] {
  return linesOf(rootsOf(departments, colleagues), [], null, 1, closed);
}

function rootsOf(
  departments: readonly DepartmentNodeFragment[],
  colleagues: readonly ColleagueFragment[],
): DepartmentNode[] {
  const nodes = new Map<string, DepartmentNode>();
  for (const { id, name } of departments) nodes.set(id, { id, name, agents: [], below: [] });
  for (const agent of colleagues) {
    const { id, name } = agent.department;
    // A department that is newer than the list of them still has its people.
    const node = nodes.get(id) ?? { id, name, agents: [], below: [] };
    nodes.set(id, node);
    node.agents.push(agent);
  }
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const roots: DepartmentNode[] = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(parents.get(node.id) ?? '');
    (parent?.below ?? roots).push(node);
  }
  return withoutEmpty(roots).flatMap(unwrapped);
}

function withoutEmpty(nodes: DepartmentNode[]): DepartmentNode[] {
  return nodes
    .map((node) => ({ ...node, below: withoutEmpty(node.below) }))
    .filter(({ agents, below }) => agents.length > 0 || below.length > 0);
}

/** What is above the topmost department with colleagues says nothing. */
function unwrapped(node: DepartmentNode): DepartmentNode[] {
  return node.agents.length === 0 ? node.below.flatMap(unwrapped) : [node];
}

function linesOf(
  below: DepartmentNode[],
  agents: ColleagueFragment[],
  parentId: string | null,
  level: number,
  closed: ReadonlySet<string>,
): TreeLine[] {
  const size = agents.length + below.length;
  const people = agents.map((agent, index): TreeLine => {
    return { kind: 'agent', id: agent.id, level, position: index + 1, size, parentId, agent };
  });
  return below.reduce((lines, node, index): TreeLine[] => {
    const isOpen = !closed.has(node.id);
    const position = agents.length + index + 1;
    const { id, name } = node;
    const own: TreeLine = {
      ...{ kind: 'department', id, level, position, size, parentId },
      ...{ name, agents: allIn(node), isOpen },
    };
    const inside = isOpen ? linesOf(node.below, node.agents, id, level + 1, closed) : [];
    return [...lines, own, ...inside];
  }, people);
}

function allIn({ agents, below }: DepartmentNode): ColleagueFragment[] {
  return [...agents, ...below.flatMap(allIn)];
}
