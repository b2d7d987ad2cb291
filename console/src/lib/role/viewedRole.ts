/** As which role this tab looks at the product; gone with the tab. */
const storageKey = 'dukou.asRole';
const header = 'x-dukou-as-role';

function remembered(): string | null {
  try {
    return sessionStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** What tells the API as which role to answer: a header of requests, a parameter of connections. */
export function viewedRoleParameters(): Record<string, string> {
  const roleId = remembered();
  return roleId === null ? {} : { [header]: roleId };
}

/** Looks at the product as a role, or as oneself again: from the next load of the console on. */
export function rememberViewedRole(roleId: string | null): void {
  if (roleId === null) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, roleId);
}
