import type { Permission } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

interface PermissionText {
  name: () => string;
  text: () => string;
}

export const permissionTexts: Record<Permission, PermissionText> = {
  SEE_OWN_SESSIONS: { name: m.permission_see_own, text: m.permission_see_own_text },
  SEE_DEPARTMENT_SESSIONS: { name: m.permission_see_department, text: m.permission_see_department_text },
  SEE_ALL_SESSIONS: { name: m.permission_see_all, text: m.permission_see_all_text },
  ASSIST_SESSIONS: { name: m.permission_assist, text: m.permission_assist_text },
  TRANSFER_SESSIONS: { name: m.permission_transfer, text: m.permission_transfer_text },
  TRANSFER_COLLEAGUES_SESSIONS: {
    name: m.permission_transfer_colleagues,
    text: m.permission_transfer_colleagues_text,
  },
  END_COLLEAGUES_SESSIONS: { name: m.permission_end_colleagues, text: m.permission_end_colleagues_text },
  SEE_ASSIGNMENTS: { name: m.permission_see_assignments, text: m.permission_see_assignments_text },
  EDIT_VISITORS: { name: m.permission_edit_visitors, text: m.permission_edit_visitors_text },
  USE_DO_NOT_DISTURB: { name: m.permission_do_not_disturb, text: m.permission_do_not_disturb_text },
  BLOCK_VISITORS: { name: m.permission_block, text: m.permission_block_text },
  UNBLOCK_VISITORS: { name: m.permission_unblock, text: m.permission_unblock_text },
  SEE_CONTACT_DATA: { name: m.permission_see_contacts, text: m.permission_see_contacts_text },
  REVEAL_CONTACT_DATA: { name: m.permission_reveal_contacts, text: m.permission_reveal_contacts_text },
  MANAGE_VISITOR_DATA: { name: m.permission_visitor_data, text: m.permission_visitor_data_text },
  MANAGE_TAGS: { name: m.permission_tags, text: m.permission_tags_text },
  MANAGE_SYSTEM_TAGS: { name: m.permission_system_tags, text: m.permission_system_tags_text },
  MANAGE_PUBLIC_QUICK_REPLIES: { name: m.permission_public_replies, text: m.permission_public_replies_text },
  MANAGE_SCRIPTS: { name: m.permission_scripts, text: m.permission_scripts_text },
  MANAGE_ROLES: { name: m.permission_roles, text: m.permission_roles_text },
  MANAGE_DEPARTMENTS: { name: m.permission_departments, text: m.permission_departments_text },
  MANAGE_AGENTS: { name: m.permission_agents, text: m.permission_agents_text },
  MANAGE_SITES: { name: m.permission_sites, text: m.permission_sites_text },
  MANAGE_SETTINGS: { name: m.permission_settings, text: m.permission_settings_text },
  SEE_AUDIT: { name: m.permission_audit, text: m.permission_audit_text },
  SEE_REPORTS: { name: m.permission_reports, text: m.permission_reports_text },
  MANAGE_API_TOKENS: { name: m.permission_tokens, text: m.permission_tokens_text },
  MANAGE_WEBHOOKS: { name: m.permission_webhooks, text: m.permission_webhooks_text },
  WRITE_AS_VISITOR: { name: m.permission_write_as_visitor, text: m.permission_write_as_visitor_text },
  EXPLORE_API: { name: m.permission_explore, text: m.permission_explore_text },
};

const groupOf: Record<Permission, 'sessions' | 'visitors' | 'content' | 'organisation' | 'integration'> = {
  SEE_OWN_SESSIONS: 'sessions',
  SEE_DEPARTMENT_SESSIONS: 'sessions',
  SEE_ALL_SESSIONS: 'sessions',
  ASSIST_SESSIONS: 'sessions',
  TRANSFER_SESSIONS: 'sessions',
  TRANSFER_COLLEAGUES_SESSIONS: 'sessions',
  END_COLLEAGUES_SESSIONS: 'sessions',
  SEE_ASSIGNMENTS: 'sessions',
  EDIT_VISITORS: 'visitors',
  USE_DO_NOT_DISTURB: 'visitors',
  BLOCK_VISITORS: 'visitors',
  UNBLOCK_VISITORS: 'visitors',
  SEE_CONTACT_DATA: 'visitors',
  REVEAL_CONTACT_DATA: 'visitors',
  MANAGE_VISITOR_DATA: 'visitors',
  MANAGE_TAGS: 'content',
  MANAGE_SYSTEM_TAGS: 'content',
  MANAGE_PUBLIC_QUICK_REPLIES: 'content',
  MANAGE_SCRIPTS: 'content',
  MANAGE_ROLES: 'organisation',
  MANAGE_DEPARTMENTS: 'organisation',
  MANAGE_AGENTS: 'organisation',
  MANAGE_SITES: 'organisation',
  MANAGE_SETTINGS: 'organisation',
  SEE_AUDIT: 'organisation',
  SEE_REPORTS: 'organisation',
  MANAGE_API_TOKENS: 'integration',
  MANAGE_WEBHOOKS: 'integration',
  WRITE_AS_VISITOR: 'integration',
  EXPLORE_API: 'integration',
};

const groupNames = {
  sessions: m.permissions_sessions,
  visitors: m.permissions_visitors,
  content: m.permissions_content,
  organisation: m.permissions_organisation,
  integration: m.permissions_integration,
};

/** All permissions in the groups in which they are shown. */
export const permissionGroups = Object.entries(groupNames).map(([id, name]) => ({
  id,
  name,
  permissions: (Object.keys(groupOf) as Permission[]).filter((one) => groupOf[one] === id),
}));
