import { refusalText as fileRefusalText, sizeText } from '#lib/attachment/attachmentText.ts';
import type { Uploads } from '#lib/attachment/uploadFile.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  RemoveOwnAvatarDocument,
  SetOwnAvatarDocument,
  UpdateOwnProfileDocument,
  type CurrentAgentFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

interface ProfileOptions {
  api: Pick<Api, 'mutate'>;
  uploads: Uploads;
  agent: CurrentAgentFragment;
  /** Called with the agent as they are now. */
  onChanged: (agent: CurrentAgentFragment) => void;
}

/** The agent's own name and picture, to be changed. */
export class ProfileState {
  agent = $state.raw() as CurrentAgentFragment;
  name = $state('');
  isBusy = $state(false);
  nameError = $state<string | null>(null);
  avatarError = $state<string | null>(null);
  /** Which part of a picture has left, from 0 to 1; null when none is on its way. */
  uploadPart = $state<number | null>(null);
  readonly #options: ProfileOptions;

  readonly canSave = $derived.by(
    () => !this.isBusy && this.name.trim() !== '' && this.name.trim() !== this.agent.displayName,
  );

  constructor(options: ProfileOptions) {
    this.#options = options;
    this.agent = options.agent;
    this.name = options.agent.displayName;
  }

  async save(): Promise<void> {
    if (!this.canSave) return;
    this.isBusy = true;
    this.nameError = null;
    try {
      const input = { displayName: this.name.trim() };
      const { updateOwnProfile: answer } = await this.#options.api.mutate(UpdateOwnProfileDocument, {
        input,
      });
      if (answer.__typename === 'Agent') {
        this.#take(answer);
        this.name = answer.displayName;
        toastState.show(m.profile_saved());
      } else this.nameError = refusalText(answer);
    } catch (error) {
      this.nameError = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  /** Takes an image in the place of the one that is there, which stays until the new one has arrived. */
  async chooseAvatar(file: File): Promise<void> {
    const { sendFile, maxBytes } = this.#options.uploads;
    if (this.uploadPart !== null) return;
    this.avatarError = file.size > maxBytes ? m.attachment_too_large({ limit: sizeText(maxBytes) }) : null;
    if (this.avatarError) return;
    this.uploadPart = 0;
    try {
      const watch = {
        onProgress: (part: number) => (this.uploadPart = part),
        signal: new AbortController().signal,
      };
      const variables = { input: { file: null } };
      const { setOwnAvatar: answer } = await sendFile(
        SetOwnAvatarDocument,
        variables,
        'variables.input.file',
        file,
        watch,
      );
      if (answer.__typename === 'Agent') this.#take(answer);
      else if (answer.__typename === 'AttachmentRefusedError')
        this.avatarError = fileRefusalText(answer, maxBytes);
      else this.avatarError = errorText(answer.code);
    } catch (error) {
      this.avatarError = errorText(codeOf(error));
    } finally {
      this.uploadPart = null;
    }
  }

  async removeAvatar(): Promise<void> {
    this.avatarError = null;
    try {
      const { removeOwnAvatar: answer } = await this.#options.api.mutate(RemoveOwnAvatarDocument, {});
      if (answer.__typename === 'Agent') this.#take(answer);
      else this.avatarError = errorText(answer.code);
    } catch (error) {
      this.avatarError = errorText(codeOf(error));
    }
  }

  #take(agent: CurrentAgentFragment): void {
    this.agent = agent;
    this.#options.onChanged(agent);
  }
}
