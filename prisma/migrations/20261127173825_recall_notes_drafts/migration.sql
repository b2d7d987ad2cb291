-- AlterEnum
ALTER TYPE "EventType" ADD VALUE 'MESSAGE_RECALLED';

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "mentionedAgentIds" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "recalledAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "recalledCount" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Mention" (
    "agentId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Mention_pkey" PRIMARY KEY ("agentId","sessionId","seq")
);

-- CreateTable
CREATE TABLE "Draft" (
    "agentId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "text" VARCHAR(10000) NOT NULL,
    "isNote" BOOLEAN NOT NULL DEFAULT false,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("agentId","sessionId")
);

-- CreateIndex
CREATE INDEX "Mention_agentId_createdAt_idx" ON "Mention"("agentId", "createdAt");

-- CreateIndex
CREATE INDEX "Mention_sessionId_idx" ON "Mention"("sessionId");

-- CreateIndex
CREATE INDEX "Draft_sessionId_idx" ON "Draft"("sessionId");

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
