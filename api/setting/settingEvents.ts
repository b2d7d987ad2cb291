import type { Topic } from '../core/pubsub.ts';

/** Parameters of the organisation have changed: read them again. */
export interface SettingsChanged {
  type: 'SettingsChanged';
}

export const settingsTopic: Topic<SettingsChanged> = 'settings';
