import { z } from 'zod';
import { id, text } from '../core/input.ts';
import { queryMaxLength } from './searchRules.ts';

/** How many results of a kind come with one answer at most. */
const largestPage = 50;
const usualPage = 20;

const filterShape = z.object({
  from: z.date().nullish(),
  until: z.date().nullish(),
  agentId: id.nullish(),
  tagId: id.nullish(),
  siteId: id.nullish(),
});

export const searchShape = z.object({
  query: text(queryMaxLength),
  filter: filterShape.nullish().transform((filter) => filter ?? {}),
  first: z
    .int()
    .min(1)
    .max(largestPage)
    .nullish()
    .transform((first) => first ?? usualPage),
  after: text(80).nullish(),
});

/** What is looked for, and where. */
export type SearchInput = z.input<typeof searchShape>;

/** In which sessions is searched; what is left out restricts nothing. */
export type SearchFilter = z.output<typeof filterShape>;
