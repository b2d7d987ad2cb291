import { createHash } from 'node:crypto';

/** Statements prepared per connection; Prisma makes new texts for lists of each length. */
const preparedStatements = 1_000;

/** A stable name for each statement's text, so that PostgreSQL parses and plans it once per connection. */
export function statementNames(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= preparedStatements) return '';
    const name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };
}
