import { describe, expect, it, vi } from 'vitest';
import { InPlaceEdit, type EditRefusal } from '#lib/ui/inPlaceEdit.svelte.ts';
import { pending, settle } from './fakeApi.ts';

function build(isMultiline = false, answer: () => Promise<EditRefusal> = () => Promise.resolve(null)) {
  const save = vi.fn<(text: string, textBefore: string) => Promise<EditRefusal>>(answer);
  const unsaved: string[] = [];
  const onUnsaved = (draft: string) => void unsaved.push(draft);
  const edit = new InPlaceEdit({ text: () => '10001', save, isMultiline, onUnsaved });
  edit.begin();
  return { edit, save, unsaved };
}

const key = (name: string, change: Partial<KeyboardEvent> = {}) =>
  ({ key: name, keyCode: 0, timeStamp: 100, preventDefault: () => undefined, ...change }) as KeyboardEvent;

describe('a text that is edited in place', () => {
  it('is saved by Enter, trimmed', async () => {
    const { edit, save } = build();
    edit.draft = ' 李女士 ';
    edit.handleKey(key('Enter'));
    await settle();
    expect([save.mock.calls, edit.isEditing]).toEqual([[['李女士', '10001']], false]);
  });

  it('is left as it was by Esc, and not sent when nothing changed', async () => {
    const { edit, save } = build();
    edit.draft = '李女士';
    edit.handleKey(key('Escape'));
    expect(edit.isEditing).toBe(false);
    edit.begin();
    expect(edit.draft).toBe('10001');
    await edit.save();
    expect([save.mock.calls, edit.isEditing]).toEqual([[], false]);
  });

  it('does not undo what somebody else wrote meanwhile', async () => {
    let text = '10001';
    const save = vi.fn<() => Promise<EditRefusal>>(() => Promise.resolve(null));
    const edit = new InPlaceEdit({ text: () => text, save });
    edit.begin();
    text = '李女士';
    await edit.save();
    expect([save.mock.calls, edit.isEditing]).toEqual([[], false]);
  });

  it('breaks its lines by Enter where it has several, and is saved with Ctrl', async () => {
    const { edit, save } = build(true);
    edit.draft = 'a note';
    edit.handleKey(key('Enter'));
    expect(save).not.toHaveBeenCalled();
    edit.handleKey(key('Enter', { ctrlKey: true }));
    await settle();
    expect(save.mock.calls).toEqual([['a note', '10001']]);
  });

  it('stays open with the reason when it is refused', async () => {
    const { edit } = build(false, () => Promise.resolve('too long'));
    edit.draft = '李'.repeat(99);
    await edit.save();
    expect([edit.isEditing, edit.error, edit.draft.length]).toEqual([true, 'too long', 99]);
  });

  it('is saved once, though Enter is followed by the loss of focus', async () => {
    const answer = pending<string | null>();
    const { edit, save } = build(false, () => answer.promise);
    edit.draft = '李女士';
    edit.handleKey(key('Enter'));
    void edit.save();
    answer.resolve(null);
    await settle();
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('is neither saved nor left by the keys of an input method', () => {
    const { edit, save } = build();
    edit.draft = '李';
    edit.handleKey(key('Enter', { isComposing: true }));
    edit.handleKey(key('Escape', { keyCode: 229 }));
    edit.handleCompositionEnd({ timeStamp: 100 } as CompositionEvent);
    edit.handleKey(key('Enter', { timeStamp: 100 }));
    expect([save.mock.calls, edit.isEditing]).toEqual([[], true]);
  });
});

describe('a text that somebody else has changed meanwhile', () => {
  const conflict = { theirs: '李姐', text: 'Chen changed it' };
  function buildConflict() {
    const answers: EditRefusal[] = [conflict, null];
    return build(false, () => Promise.resolve(answers.shift() ?? null));
  }

  it('is not overwritten: what was typed stays, and losing the focus asks nobody again', async () => {
    const { edit, save } = buildConflict();
    edit.draft = '李女士';
    await edit.save();
    await edit.save();
    expect([edit.isEditing, edit.conflict, edit.draft]).toEqual([true, conflict, '李女士']);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('is overwritten when that is chosen, knowing the other’s text', async () => {
    const { edit, save } = buildConflict();
    edit.draft = '李女士';
    await edit.save();
    await edit.overwrite();
    expect(save.mock.lastCall).toEqual(['李女士', '李姐']);
    expect([edit.isEditing, edit.conflict]).toEqual([false, null]);
  });

  it('is kept when that is chosen', async () => {
    const { edit, save } = buildConflict();
    edit.draft = '李女士';
    await edit.save();
    edit.cancel();
    expect([edit.isEditing, edit.conflict, save.mock.calls.length]).toEqual([false, null, 1]);
  });
});

describe('a text whose place goes while it is edited', () => {
  it('is saved', async () => {
    const { edit, save, unsaved } = build();
    edit.draft = '李女士';
    edit.leave();
    await settle();
    expect([save.mock.calls.length, unsaved]).toEqual([1, []]);
  });

  it('is handed on where it cannot be saved, then or before', async () => {
    const refused = build(false, () => Promise.resolve('no connection'));
    refused.edit.draft = '李女士';
    refused.edit.leave();
    await settle();
    const before = build(false, () => Promise.resolve({ theirs: '', text: '' }));
    before.edit.draft = '李姐';
    await before.edit.save();
    before.edit.leave();
    expect([refused.unsaved, before.unsaved]).toEqual([['李女士'], ['李姐']]);
  });
});
