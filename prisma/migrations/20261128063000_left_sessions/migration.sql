-- The list of those that left without a word grows for ever: read and counted by its own index, not among all that ended.
CREATE INDEX "Session_left_idx" ON "Session"("endedAt" DESC, "id" DESC) WHERE "endedAt" IS NOT NULL AND "visitorSpokeAt" IS NULL;
