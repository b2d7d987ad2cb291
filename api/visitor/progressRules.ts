import { ProgressStage } from '../../prisma/generated/client/enums.ts';

/** A tagging with the stage that its tag stands for. */
export interface StagedTagging {
  taggedAt: Date;
  removedAt: Date | null;
  tag: { name: string; stage: ProgressStage | null };
}

/** One step of the way from the first word to the visit (SPEC 3); not reached yet when `reachedAt` is null. */
export interface ProgressStep {
  stage: 'FIRST_WORD' | ProgressStage;
  reachedAt: Date | null;
  /** The tags by which it was reached. */
  tagNames: string[];
}

/**
 * The visitor's progress 开口 → 转电/转微 → 预约 → 到诊: each step with when it was reached, by the tags that the visitor
 * has now.
 * @param spokeAt when the visitor wrote for the first time
 */
export function progressOf(spokeAt: Date | null, taggings: readonly StagedTagging[]): ProgressStep[] {
  const present = taggings
    .filter(({ removedAt }) => removedAt === null)
    .sort((a, b) => Number(a.taggedAt) - Number(b.taggedAt));
  const steps = Object.values(ProgressStage).map((stage) => {
    const reached = present.filter(({ tag }) => tag.stage === stage);
    return {
      stage,
      reachedAt: reached[0]?.taggedAt ?? null,
      tagNames: reached.map(({ tag }) => tag.name),
    };
  });
  return [{ stage: 'FIRST_WORD', reachedAt: spokeAt, tagNames: [] }, ...steps];
}
