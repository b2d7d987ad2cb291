import { openSettingsPage } from '#lib/setting/openSettingsPage.ts';

export const load = openSettingsPage('notifications');
