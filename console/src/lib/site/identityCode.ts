/** What a page says of its visitor, and when the visitor signs in or out without a new page; `origin` is the server's. */
export function identityPageCode(origin: string, siteKey: string): string {
  // In two parts, for this is a page with scripts itself.
  const end = '</' + 'script>';
  return `<script src="${origin}/widget.js" data-site="${siteKey}" data-identity-token="TOKEN" async>${end}

window.dukou?.identify(token); // somebody has signed in
window.dukou?.forget(); // and out again`;
}

/** How a site's own system signs who a visitor is. */
export function identityServerCode(siteKey: string): string {
  return `import { SignJWT } from 'jose';

const secret = new TextEncoder().encode(process.env.DUKOU_IDENTITY_SECRET);
const token = await new SignJWT({ name: customer.name })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(customer.id)
  .setAudience('${siteKey}')
  .setExpirationTime('1h')
  .sign(secret);`;
}
