-- DropIndex
DROP INDEX "QuickReply_ownerId_category_position_idx";

-- AlterTable
ALTER TABLE "QuickReply" ADD COLUMN     "categoryId" UUID,
ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "usageCount" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "QuickReplyCategory" (
    "id" UUID NOT NULL,
    "ownerId" UUID,
    "name" VARCHAR(60) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QuickReplyCategory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuickReplyUse" (
    "agentId" UUID NOT NULL,
    "replyId" UUID NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QuickReplyUse_pkey" PRIMARY KEY ("agentId","replyId")
);

-- CreateTable
CREATE TABLE "SentText" (
    "agentId" UUID NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "text" VARCHAR(500) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "lastSentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SentText_pkey" PRIMARY KEY ("agentId","hash")
);

-- CreateTable
CREATE TABLE "AgentSetting" (
    "agentId" UUID NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgentSetting_pkey" PRIMARY KEY ("agentId","name")
);

-- CreateIndex
CREATE INDEX "QuickReplyCategory_ownerId_position_idx" ON "QuickReplyCategory"("ownerId", "position");

-- CreateIndex
CREATE INDEX "QuickReplyUse_replyId_idx" ON "QuickReplyUse"("replyId");

-- CreateIndex
CREATE INDEX "SentText_agentId_lastSentAt_idx" ON "SentText"("agentId", "lastSentAt");

-- CreateIndex
CREATE INDEX "QuickReply_ownerId_categoryId_position_idx" ON "QuickReply"("ownerId", "categoryId", "position");

-- CreateIndex
CREATE INDEX "QuickReply_categoryId_idx" ON "QuickReply"("categoryId");

-- AddForeignKey
ALTER TABLE "QuickReplyCategory" ADD CONSTRAINT "QuickReplyCategory_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuickReply" ADD CONSTRAINT "QuickReply_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "QuickReplyCategory"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuickReplyUse" ADD CONSTRAINT "QuickReplyUse_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuickReplyUse" ADD CONSTRAINT "QuickReplyUse_replyId_fkey" FOREIGN KEY ("replyId") REFERENCES "QuickReply"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SentText" ADD CONSTRAINT "SentText_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentSetting" ADD CONSTRAINT "AgentSetting_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was a word of each reply is a category now, in the order of the first reply of each.
INSERT INTO "QuickReplyCategory" ("id", "ownerId", "name", "position")
SELECT gen_random_uuid(), "ownerId", "category", row_number() OVER (PARTITION BY "ownerId" ORDER BY min("position")) - 1
FROM "QuickReply" WHERE "category" <> '' GROUP BY "ownerId", "category";
UPDATE "QuickReply" r SET "categoryId" = c."id" FROM "QuickReplyCategory" c
WHERE c."name" = r."category" AND c."ownerId" IS NOT DISTINCT FROM r."ownerId";
ALTER TABLE "QuickReply" DROP COLUMN "category";
