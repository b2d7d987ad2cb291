import KeyRound from '@lucide/svelte/icons/key-round';
import Link from '@lucide/svelte/icons/link';
import Link2Off from '@lucide/svelte/icons/link-2-off';
import Pencil from '@lucide/svelte/icons/pencil';
import ShieldOff from '@lucide/svelte/icons/shield-off';
import UserRoundCheck from '@lucide/svelte/icons/user-round-check';
import UserRoundX from '@lucide/svelte/icons/user-round-x';
import type { ManagedAgentFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';
import type { AgentManagementState } from './agentManagementState.svelte.ts';

/** What can be done with an agent, in groups. */
export function agentEntries(
  management: AgentManagementState,
  agent: ManagedAgentFragment,
  viewerId: string,
): MenuEntry[][] {
  const isSelf = agent.id === viewerId;
  const { state } = agent;
  const entry = (
    id: string,
    label: string,
    icon: NonNullable<MenuEntry['icon']>,
    act: (agent: ManagedAgentFragment) => Promise<void>,
  ): MenuEntry => ({ id, label, icon, run: () => act.call(management, agent) });
  return [
    [entry('edit', m.agent_edit_entry(), Pencil, management.edit)],
    [
      state === 'INVITED' && entry('link', m.agent_link_again(), Link, management.issueLink),
      state === 'ACTIVE' && !isSelf && entry('reset', m.agent_reset(), KeyRound, management.issueLink),
      agent.hasSecondFactor &&
        !isSelf &&
        entry('second-factor', m.agent_second_factor_reset(), ShieldOff, management.resetSecondFactor),
      (state === 'INVITED' || agent.invitationExpiresAt !== null) &&
        entry('withdraw', m.agent_withdraw(), Link2Off, management.withdraw),
    ],
    [
      state === 'DEACTIVATED' &&
        entry('reactivate', m.agent_reactivate(), UserRoundCheck, management.reactivate),
      state === 'ACTIVE' &&
        !isSelf && {
          ...entry('deactivate', m.agent_deactivate(), UserRoundX, management.deactivate),
          isDangerous: true,
        },
    ],
  ].map((group) => group.filter((one): one is MenuEntry => one !== false));
}
