import { describe, expect, it } from 'vitest';
import { ColleagueTreeState } from '#lib/agent/colleagueTreeState.svelte.ts';
import type { ColleagueFragment, DepartmentNodeFragment } from '#lib/gql/generated.ts';
import { buildColleague } from './build.ts';

const department = (id: string, parentId: string | null): DepartmentNodeFragment => ({
  __typename: 'Department',
  id,
  name: id,
  parentId,
});
const agent = (id: string, departmentId: string): ColleagueFragment =>
  buildColleague(id, { department: { __typename: 'Department', id: departmentId, name: departmentId } });

const departments = [
  department('head', null),
  department('online', 'head'),
  department('first', 'online'),
  department('second', 'online'),
  department('desk', 'head'),
];

function treeOf(agents: ColleagueFragment[]) {
  const tree = new ColleagueTreeState({ departments, inOrder: agents });
  const press = (key: string, id: string) => tree.handleKey({ key, preventDefault: () => undefined }, id);
  return { tree, press };
}

const drawn = (tree: ColleagueTreeState) =>
  tree.lines.map(({ id, level, position, size }) => `${'·'.repeat(level)}${id} ${position}/${size}`);

describe('the tree of colleagues', () => {
  it('shows who works in a department, then the departments below, and none that is empty', () => {
    const { tree } = treeOf([agent('wang', 'first'), agent('lin', 'online'), agent('li', 'first')]);

    expect(drawn(tree)).toEqual(['·online 1/1', '··lin 1/2', '··first 2/2', '···wang 1/2', '···li 2/2']);
  });

  it('begins with the topmost departments in which there are colleagues', () => {
    const { tree } = treeOf([agent('a', 'first'), agent('b', 'second'), agent('c', 'new')]);

    expect(drawn(tree).filter((line) => !line.startsWith('··'))).toEqual([
      '·first 1/3',
      '·second 2/3',
      '·new 3/3',
    ]);
  });

  it('is walked through by the arrow keys, which also open and close departments', () => {
    const { tree, press } = treeOf([agent('lin', 'online'), agent('wang', 'first'), agent('li', 'second')]);
    expect(tree.tabStop(null)).toBe('online');
    expect(press('ArrowDown', 'online')).toBe('lin');
    expect(press('ArrowRight', 'first')).toBe('wang');
    expect(press('ArrowLeft', 'wang')).toBe('first');
    expect(press('ArrowLeft', 'first'), 'it closes').toBeNull();
    expect(press('ArrowDown', 'first')).toBe('second');
    expect(press('ArrowLeft', 'first'), 'closed, it leads out').toBe('online');
    expect(press('ArrowRight', 'first'), 'it opens').toBeNull();
    expect(press('ArrowDown', 'first')).toBe('wang');
    expect(press('End', 'online')).toBe('li');
    expect(press('ArrowDown', 'li')).toBeNull();
    expect(press('Home', 'li')).toBe('online');
    expect(press('Enter', 'online')).toBeNull();
    expect(drawn(tree)).toEqual(['·online 1/1']);
  });

  it('leaves keys alone that are none of a tree’s', () => {
    const { tree } = treeOf([agent('lin', 'online')]);
    let prevented = 0;
    const preventDefault = () => void prevented++;
    for (const key of ['Tab', 'a', 'Escape', 'F5']) tree.handleKey({ key, preventDefault }, 'online');
    tree.handleKey({ key: 'Enter', preventDefault }, 'lin');

    expect(prevented).toBe(0);
  });

  it('can be tabbed to where one was, else to the chosen colleague', () => {
    const { tree, press } = treeOf([agent('lin', 'online'), agent('wang', 'first')]);
    expect(tree.tabStop('wang')).toBe('wang');
    press('ArrowDown', 'online');
    expect(tree.tabStop('wang')).toBe('lin');
  });
});
