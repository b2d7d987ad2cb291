-- CreateEnum
CREATE TYPE "AssignmentReason" AS ENUM ('SAME_AGENT', 'LEAST_LOADED', 'FORCED_ON_BUSY', 'QUEUED', 'NOBODY_REACHABLE');

-- AlterTable
ALTER TABLE "Agent" ADD COLUMN     "capacity" INTEGER NOT NULL DEFAULT 10,
ADD COLUMN     "lastAssignedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "queuedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" "AssignmentReason" NOT NULL,
    "agentId" UUID,
    "candidates" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Assignment_sessionId_decidedAt_idx" ON "Assignment"("sessionId", "decidedAt");

-- CreateIndex
CREATE INDEX "Assignment_agentId_idx" ON "Assignment"("agentId");

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What every decision reads, whatever the history: who waits, and how many live sessions an agent has.
-- Prisma's schema cannot name the condition, and its comparison passes such indexes over.
CREATE INDEX "Session_waiting_idx" ON "Session"("startedAt", "id") WHERE "ownerId" IS NULL AND "endedAt" IS NULL;
CREATE INDEX "Session_live_ownerId_idx" ON "Session"("ownerId") WHERE "endedAt" IS NULL;
