import type { AuditLineFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { auditSentence, changeTexts } from './auditText.ts';

/** Entries as the lines of a file, in the agent's language; times in UTC, which sorts and is the same everywhere. */
export function auditCsvLines(entries: readonly AuditLineFragment[]): string[][] {
  const heading = [m.audit_when(), m.audit_who(), m.audit_what(), m.audit_changes()];
  return [
    heading,
    ...entries.map((entry) => [
      entry.at,
      entry.agentName || m.audit_system(),
      auditSentence(entry),
      changeTexts(entry)
        .map(({ field, before, after }) => `${field}: ${before} → ${after}`)
        .join('\n'),
    ]),
  ];
}
