import { InTurn } from '#lib/clock/inTurn.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  DeleteScriptDocument,
  OrderScriptsDocument,
  UpdateScriptDocument,
  type ManagedScriptFragment,
  type ScriptKind,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { RowOrder } from '#lib/ui/rowOrder.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { scriptFormDialog, ScriptFormState } from './scriptFormState.svelte.ts';
import type { ScriptListState } from './scriptListState.svelte.ts';
import { kindText, scriptKinds } from './scriptText.ts';

/** All scripts, to be made, changed, switched, deleted and put in order, of one site or of all. */
export class ScriptManagementState {
  search = $state('');
  /** Only those that speak on this site; null for all. */
  siteId = $state<string | null>(null);
  /** What has just been done, for who cannot see it. */
  announcement = $state('');
  readonly scripts: ScriptListState;
  /** Each script moves among those of its kind. */
  readonly order: RowOrder<ManagedScriptFragment>;
  readonly #api: Pick<Api, 'mutate'>;
  readonly #saving = new InTurn<{ kind: ScriptKind; scriptIds: string[] }>((order) => this.#saveOrder(order));

  readonly isFiltered = $derived.by(() => this.search.trim() !== '' || this.siteId !== null);
  readonly groups = $derived.by(() => {
    const found = this.#found();
    return scriptKinds.map((kind) => ({ kind, scripts: found.filter((script) => script.kind === kind) }));
  });
  readonly foundCount = $derived.by(() => this.groups.reduce((sum, { scripts }) => sum + scripts.length, 0));

  constructor(api: Pick<Api, 'mutate'>, scripts: ScriptListState) {
    this.#api = api;
    this.scripts = scripts;
    this.order = new RowOrder({
      rows: ({ kind }) => this.#ofKind(kind),
      // Among those that are left out nobody sees the place.
      canMove: ({ kind }) => !this.isFiltered && this.#ofKind(kind).length > 1,
      onMove: (group, moved, place) => this.#handleMove(group, moved, place),
    });
  }

  /** Makes a script, if the agent does not think better of it. */
  async create(kind: ScriptKind): Promise<void> {
    const script = await this.#ask(kind, null);
    if (!script) return;
    this.search = '';
    if (script.site && script.site.id !== this.siteId) this.siteId = null;
    this.announcement = m.script_made({ kind: kindText(kind) });
    this.scripts.take([...this.scripts.all, script]);
    await this.scripts.refresh();
  }

  async edit(script: ManagedScriptFragment): Promise<void> {
    const changed = await this.#ask(script.kind, script);
    if (changed) this.scripts.replace(changed);
    await this.scripts.refresh();
  }

  /** Switches a script on or off; it shows at once, and goes back where that is refused. */
  async toggle(script: ManagedScriptFragment): Promise<void> {
    const isEnabled = !script.isEnabled;
    this.scripts.replace({ ...script, isEnabled });
    try {
      const input = { scriptId: script.id, isEnabled, ...siteOf(script) };
      const { updateScript } = await this.#api.mutate(UpdateScriptDocument, { input });
      if (updateScript.__typename === 'Script') this.scripts.replace(updateScript);
      else this.#fail(updateScript.code);
    } catch (error) {
      this.scripts.replace(script);
      this.#fail(codeOf(error));
    }
  }

  async remove(script: ManagedScriptFragment): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.script_delete_title({ kind: kindText(script.kind) }),
      text: m.script_delete_text({ content: clipped(script.content) }),
      confirmLabel: m.script_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    try {
      const { deleteScript: answer } = await this.#api.mutate(DeleteScriptDocument, {
        input: { scriptId: script.id },
      });
      // Somebody else was faster: it is gone, which is what was wanted.
      if (answer.__typename !== 'DeletionReceipt' && answer.__typename !== 'NotFoundError')
        return this.#fail(answer.code);
      this.scripts.take(this.scripts.all.filter(({ id }) => id !== script.id));
      toastState.show(m.script_deleted());
    } catch (error) {
      this.#fail(codeOf(error));
    }
  }

  #ofKind(kind: ScriptKind): ManagedScriptFragment[] {
    return this.scripts.all.filter((script) => script.kind === kind);
  }

  #found(): readonly ManagedScriptFragment[] {
    const search = this.search.trim().toLowerCase();
    return this.scripts.all.filter(
      ({ content, keywords, site }) =>
        (this.siteId === null || site === null || site.id === this.siteId) &&
        [content, ...keywords].some((text) => text.toLowerCase().includes(search)),
    );
  }

  #ask(kind: ScriptKind, script: ManagedScriptFragment | null): Promise<ManagedScriptFragment | null> {
    const { sites } = this.scripts;
    return scriptFormDialog.ask(
      new ScriptFormState({ api: this.#api, sites, kind, script, siteId: this.siteId }),
    );
  }

  #handleMove(group: readonly ManagedScriptFragment[], { kind }: ManagedScriptFragment, place: number): void {
    const others = this.scripts.all.filter((script) => script.kind !== kind);
    this.scripts.take([...others, ...group]);
    this.announcement = m.script_moved({ place: place + 1, count: group.length });
    void this.#keepOrder(
      kind,
      group.map(({ id }) => id),
    );
  }

  /** What the server has made of it is fetched when nothing waits to be saved any more. */
  async #keepOrder(kind: ScriptKind, scriptIds: string[]): Promise<void> {
    if (await this.#saving.add(kind, { kind, scriptIds })) await this.scripts.refresh();
  }

  async #saveOrder(input: { kind: ScriptKind; scriptIds: string[] }): Promise<void> {
    try {
      const { orderScripts } = await this.#api.mutate(OrderScriptsDocument, { input });
      if (orderScripts.__typename !== 'ScriptOrder') toastState.show(errorText(orderScripts.code), 'error');
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    }
  }

  #fail(code: string): void {
    toastState.show(errorText(code), 'error');
    void this.scripts.refresh();
  }
}

/** Null means all sites, so what is to stay is said. */
function siteOf({ site }: ManagedScriptFragment): { siteId: string | null } {
  return { siteId: site?.id ?? null };
}

function clipped(content: string): string {
  return content.length > 40 ? `${Array.from(content).slice(0, 40).join('')}…` : content;
}
