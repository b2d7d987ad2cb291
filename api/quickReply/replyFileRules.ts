import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { QuickReply } from '../../prisma/generated/client/client.ts';
import type { Violation } from '../core/errors.ts';
import { violationsOf } from '../core/input.ts';
import { MalformedFileError } from './quickReplyErrors.ts';
import { anyContent, categoryName, replyShape } from './quickReplyRules.ts';

/** A reply as a line of a file says it. */
export interface ReplyLine {
  category: string;
  title: string;
  content: string;
}

/** What an import does with a line. */
export type ImportAction = 'CREATE' | 'UPDATE' | 'UNCHANGED' | 'REFUSE';

/** A line of a file with what is to be done with it, and why it is refused. */
export interface ImportedLine extends ReplyLine {
  /** In the file, the heading being line 1. */
  line: number;
  action: ImportAction;
  violations: Violation[];
  /** Another line above it has the same category and title. */
  isRepeated: boolean;
}

const lineShape = replyShape.extend({ category: categoryName.optional() });
const columns = ['category', 'title', 'content'] as const;
/** Headings as people write them. */
const headings: Record<string, (typeof columns)[number]> = {
  category: 'category',
  title: 'title',
  content: 'content',
  分类: 'category',
  类别: 'category',
  标题: 'title',
  内容: 'content',
  话术: 'content',
};
/** A file with more lines is no one's work of a day; the body of a request has room for about as many. */
export const maxLines = 2000;

/**
 * Reads a CSV file (RFC 4180, with or without byte order mark) whose first line names the columns.
 * @throws MalformedFileError
 */
export function readReplyFile(csv: string): (ReplyLine & { line: number })[] {
  const records = parseFile(csv);
  const names = (records[0]?.record ?? []).map((heading) => headings[heading.trim().toLowerCase()]);
  if (!names.includes('title') || !names.includes('content') || records.length > maxLines + 1)
    throw new MalformedFileError(null);
  return records.slice(1).map(({ record, info }) => {
    const cell = (column: (typeof columns)[number]) => plain(record[names.indexOf(column)]?.trim() ?? '');
    return { category: cell('category'), title: cell('title'), content: cell('content'), line: info.lines };
  });
}

/** Without the sign that keeps a spreadsheet from taking a text for a formula: as it was before `writeReplyFile`. */
function plain(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '');
}

interface ParsedLine {
  record: string[];
  info: { lines: number };
}

function parseFile(csv: string): ParsedLine[] {
  try {
    const options = { bom: true, relax_column_count: true, skip_empty_lines: true, info: true } as const;
    return parse(csv, options) as unknown as ParsedLine[];
  } catch (error) {
    const lines = (error as { lines?: unknown }).lines;
    throw new MalformedFileError(typeof lines === 'number' ? lines : null);
  }
}

/**
 * Decides what an import does: a line whose category and title are there already changes that reply, others are made.
 * @param present what is there, by `lineKey`
 */
export function planImport(
  lines: readonly (ReplyLine & { line: number })[],
  present: ReadonlyMap<string, Pick<QuickReply, 'content' | 'attachmentId'>>,
): ImportedLine[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const key = lineKey(line);
    const known = present.get(key);
    // An empty cell says that it is in no category; of an attachment, which can stand alone, a file says nothing.
    const shape = known?.attachmentId ? lineShape.extend({ content: anyContent }) : lineShape;
    const violations = violationsOf(shape, { ...line, category: line.category || undefined });
    const isRepeated = seen.has(key);
    seen.add(key);
    const action =
      violations.length > 0 || isRepeated
        ? 'REFUSE'
        : !known
          ? 'CREATE'
          : known.content === line.content
            ? 'UNCHANGED'
            : 'UPDATE';
    return { ...line, action, violations, isRepeated };
  });
}

/** What makes two replies of one owner the same for an import. */
export function lineKey({ category, title }: Pick<ReplyLine, 'category' | 'title'>): string {
  return JSON.stringify([category, title]);
}

/** A file that spreadsheets open: with a byte order mark, and what looks like a formula made harmless. */
export function writeReplyFile(replies: readonly ReplyLine[]): string {
  return stringify([...replies], { header: true, columns: [...columns], bom: true, escape_formulas: true });
}
