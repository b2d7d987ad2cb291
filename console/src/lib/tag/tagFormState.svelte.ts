import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateTagDocument,
  UpdateTagDocument,
  type ContactKind,
  type CreateTagMutation,
  type ManagedTagFragment,
  type ProgressStage,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { colorIn } from './tagColors.ts';
import type { TagRights } from './tagRights.ts';

interface TagFormOptions {
  api: Pick<Api, 'mutate'>;
  rights: TagRights;
  /** The one to be changed; null for one to be made. */
  tag: ManagedTagFragment | null;
  /** With what a new one begins. */
  color: string;
}

type Refusal = Exclude<CreateTagMutation['createTag'], { __typename: 'Tag' }>;

/** A tag that is made or changed. */
export class TagFormState {
  name = $state('');
  /** As typed. */
  color = $state('');
  isSystem = $state(false);
  kinds = $state.raw<readonly ContactKind[]>([]);
  stage = $state<ProgressStage | null>(null);
  isBusy = $state(false);
  nameError = $state<string | null>(null);
  colorError = $state<string | null>(null);
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly tag: ManagedTagFragment | null;
  readonly rights: TagRights;
  readonly #api: Pick<Api, 'mutate'>;

  constructor({ api, rights, tag, color }: TagFormOptions) {
    this.#api = api;
    this.rights = rights;
    this.tag = tag;
    this.name = tag?.name ?? '';
    this.color = tag?.color ?? color;
    // Who manages the system's alone makes no others.
    this.isSystem = tag?.isSystem ?? !rights.manages;
    this.kinds = tag?.kinds ?? [];
    this.stage = tag?.stage ?? null;
  }

  toggleKind(kind: ContactKind): void {
    const isOn = this.kinds.includes(kind);
    this.kinds = isOn ? this.kinds.filter((other) => other !== kind) : [...this.kinds, kind];
  }

  /** Saves it and closes the dialog; what is refused stays as it was filled in, with the reason at the field. */
  async submit(): Promise<void> {
    if (this.isBusy) return;
    const name = this.name.trim();
    const color = colorIn(this.color);
    this.error = null;
    this.nameError = name === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    this.colorError = color === null ? m.tag_color_malformed() : null;
    if (name === '' || color === null) return;
    this.isBusy = true;
    try {
      const answer = await this.#save(name, color);
      if (answer.__typename === 'Tag') tagFormDialog.close(answer);
      else this.#showRefusal(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  async #save(name: string, color: string) {
    const { isSystem, kinds, stage } = this;
    const look = { name, color };
    const input = this.rights.managesSystem ? { ...look, isSystem, kinds: [...kinds], stage } : look;
    if (!this.tag) return (await this.#api.mutate(CreateTagDocument, { input })).createTag;
    const change = { tagId: this.tag.id, ...input };
    return (await this.#api.mutate(UpdateTagDocument, { input: change })).updateTag;
  }

  #showRefusal(refusal: Refusal | { __typename: 'NotFoundError'; code: string }): void {
    const violations = refusal.__typename === 'InvalidInputError' ? refusal.violations : [];
    const violationOf = (name: string) => violations.find(({ field }) => field === name);
    const [nameViolation, colorViolation] = [violationOf('name'), violationOf('color')];
    if (nameViolation) this.nameError = violationText(nameViolation);
    if (colorViolation) this.colorError = m.tag_color_malformed();
    if (refusal.__typename === 'TagNameTakenError') this.nameError = errorText(refusal.code);
    else if (refusal.__typename === 'NotFoundError') this.error = m.tag_gone();
    else if (!nameViolation && !colorViolation) this.error = errorText(refusal.code);
  }
}

export const tagFormDialog = new DialogState<TagFormState, ManagedTagFragment>();
