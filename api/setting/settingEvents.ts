import type { Topic } from '../core/pubsub.ts';

/** Parameters have changed, the organisation's or an agent's: read them again. */
export interface SettingsChanged {
  type: 'SettingsChanged';
}

export const settingsTopic: Topic<SettingsChanged> = 'settings';

/** Where it is told that an agent's own parameters have changed. */
export const ownSettingsTopic = (agentId: string): Topic<SettingsChanged> => `settings:agent:${agentId}`;
