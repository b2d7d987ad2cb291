import type { Api } from '#lib/connection/api.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { FirstStepsDocument, type FirstStepsQuery } from '#lib/gql/generated.ts';

/** So many can stand in for each other. */
const enoughAgents = 2;

export type FirstStep = 'site' | 'widget' | 'department' | 'agents' | 'talk';

/** What there is to be done until visitors can be answered, ticked by what there is; put away for good if one wishes. */
export class FirstStepsState {
  isDismissed = $state(false);
  readonly read: LazyRead<FirstStepsQuery['firstSteps']>;
  readonly steps: readonly { id: FirstStep; isDone: boolean }[] = $derived.by(() => {
    const { value } = this.read;
    return [
      { id: 'site', isDone: value?.hasSite ?? false },
      { id: 'widget', isDone: value?.isWidgetSeen ?? false },
      { id: 'department', isDone: value?.hasDepartment ?? false },
      { id: 'agents', isDone: (value?.answeringAgentsCount ?? 0) >= enoughAgents },
      { id: 'talk', isDone: value?.hasTalk ?? false },
    ];
  });
  readonly doneCount = $derived(this.steps.filter(({ isDone }) => isDone).length);
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #key: string;

  constructor(api: Pick<Api, 'query'>, storage: Pick<Storage, 'getItem' | 'setItem'>, agentId: string) {
    this.read = new LazyRead(async () => (await api.query(FirstStepsDocument, {})).firstSteps);
    this.#storage = storage;
    this.#key = `dukou.firstSteps.${agentId}`;
    this.isDismissed = this.#storage.getItem(this.#key) !== null;
  }

  dismiss(): void {
    this.isDismissed = true;
    this.#storage.setItem(this.#key, 'dismissed');
  }
}
