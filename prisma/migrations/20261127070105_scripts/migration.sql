-- CreateEnum
CREATE TYPE "ScriptKind" AS ENUM ('KEYWORD', 'AFTER_HOURS', 'NOBODY_REACHABLE', 'QUEUE_POSITION', 'GREETING', 'NUDGE');

-- CreateEnum
CREATE TYPE "ScriptHours" AS ENUM ('ALWAYS', 'WITHIN', 'OUTSIDE');

-- CreateEnum
CREATE TYPE "KeywordMatch" AS ENUM ('ANY', 'ALL');

-- AlterEnum
ALTER TYPE "Permission" ADD VALUE 'MANAGE_SCRIPTS';

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "scriptId" UUID,
ADD COLUMN     "scriptKind" "ScriptKind";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "scriptDueAt" TIMESTAMPTZ(3),
ADD COLUMN     "scriptedSeq" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Script" (
    "id" UUID NOT NULL,
    "kind" "ScriptKind" NOT NULL,
    "siteId" UUID,
    "content" VARCHAR(2000) NOT NULL,
    "keywords" TEXT[],
    "keywordMatch" "KeywordMatch" NOT NULL DEFAULT 'ANY',
    "delaySeconds" INTEGER NOT NULL DEFAULT 0,
    "hours" "ScriptHours" NOT NULL DEFAULT 'ALWAYS',
    "mayFollowAgent" BOOLEAN NOT NULL DEFAULT false,
    "timesPerSession" INTEGER NOT NULL DEFAULT 1,
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Script_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Script_siteId_idx" ON "Script"("siteId");

-- AddForeignKey
ALTER TABLE "Script" ADD CONSTRAINT "Script_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Few sessions have something coming: those are found at once, and the others cost nothing.
CREATE INDEX "Session_scriptDueAt_idx" ON "Session"("scriptDueAt") WHERE "scriptDueAt" IS NOT NULL;
