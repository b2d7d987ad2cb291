import type { Visitor } from '../../prisma/generated/client/client.ts';

/** Nickname, note, tags or what is in force against a visitor have changed. For agents only. */
export interface VisitorChanged {
  type: 'VisitorChanged';
  visitor: Visitor;
}
