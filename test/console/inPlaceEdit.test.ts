import { describe, expect, it, vi } from 'vitest';
import { InPlaceEdit } from '#lib/ui/inPlaceEdit.svelte.ts';
import { pending, settle } from './fakeApi.ts';

function build(isMultiline = false, answer: () => Promise<string | null> = () => Promise.resolve(null)) {
  const save = vi.fn<(text: string) => Promise<string | null>>(answer);
  const edit = new InPlaceEdit({ text: () => '10001', save, isMultiline });
  edit.begin();
  return { edit, save };
}

const key = (name: string, change: Partial<KeyboardEvent> = {}) =>
  ({ key: name, keyCode: 0, timeStamp: 100, preventDefault: () => undefined, ...change }) as KeyboardEvent;

describe('a text that is edited in place', () => {
  it('is saved by Enter, trimmed', async () => {
    const { edit, save } = build();
    edit.draft = ' 李女士 ';
    edit.handleKey(key('Enter'));
    await settle();
    expect([save.mock.calls, edit.isEditing]).toEqual([[['李女士']], false]);
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
    const save = vi.fn<(text: string) => Promise<string | null>>(() => Promise.resolve(null));
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
    expect(save.mock.calls).toEqual([['a note']]);
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
