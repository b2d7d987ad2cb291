import { m } from '#lib/paraglide/messages.js';

const texts: Record<string, () => string> = {
  NETWORK: m.error_network,
  NOT_SIGNED_IN: m.error_not_signed_in,
  NOT_ALLOWED: m.error_not_allowed,
  NOT_FOUND: m.error_not_found,
  INVALID_INPUT: m.error_invalid_input,
  SESSION_ENDED: m.error_session_ended,
  AGENT_NOT_REACHABLE: m.error_agent_not_reachable,
  HAND_OVER_EXPIRED: m.error_hand_over_expired,
  EDIT_CONFLICT: m.error_edit_conflict,
  LIVE_VISITOR: m.error_live_visitor,
  WEBHOOK_ADDRESS_REFUSED: m.error_webhook_address_refused,
  TOO_MANY_WEBHOOKS: m.error_too_many_webhooks,
  TOO_MANY_ATTEMPTS: m.error_too_many_attempts,
  TAG_NAME_TAKEN: m.error_tag_name_taken,
  TOO_MANY_SCRIPTS: m.error_too_many_scripts,
  CATEGORY_NAME_TAKEN: m.error_category_name_taken,
  ATTACHMENT_REFUSED: m.attachment_broken,
  BODY_REFUSED: m.attachment_too_large_body,
  MALFORMED_FILE: m.error_malformed_file,
  PERMISSION_NOT_HELD: m.error_permission_not_held,
  DEPARTMENT_CYCLE: m.error_department_cycle,
  DEPARTMENT_TOO_DEEP: m.error_department_too_deep,
  SETUP_REFUSED: m.error_setup_refused,
  LOGIN_TAKEN: m.error_login_taken,
  ROLE_NAME_TAKEN: m.error_role_name_taken,
  SHIPPED_ROLE: m.error_shipped_role,
  LAST_HOLDER: m.error_last_holder,
  OWN_AGENT: m.error_own_agent,
  INVITATION_EXPIRED: m.error_invitation_expired,
  TOO_MANY_ATTEMPTS: m.error_too_many_attempts,
  SIGN_IN_FAILED: m.error_sign_in_failed,
  WRONG_CODE: m.error_wrong_code,
  CHALLENGE_OVER: m.error_challenge_over,
  SECOND_FACTOR_ON: m.error_second_factor_on,
  WRONG_PASSWORD: m.error_wrong_password,
};

/** What an error's code means, in the agent's language. */
export function errorText(code: string | null): string {
  return (texts[code ?? ''] ?? m.error_internal)();
}
