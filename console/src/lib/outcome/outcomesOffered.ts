import type { Api } from '#lib/connection/api.ts';
import { OutcomesOfferedDocument } from '#lib/gql/generated.ts';

/** How a session can come out. */
export interface OfferedOutcome {
  id: string;
  name: string;
}

/** What whoever ends a session can say, and whether they must; without an answer the API says so when it ends. */
export async function outcomesOffered(
  api: Pick<Api, 'query'>,
): Promise<{ offered: OfferedOutcome[]; isRequired: boolean }> {
  const answer = await api.query(OutcomesOfferedDocument, {}).catch(() => null);
  return {
    offered: answer?.sessionOutcomes.filter(({ isArchived }) => !isArchived) ?? [],
    isRequired: answer?.settings.outcomeRequired ?? false,
  };
}
