-- CreateEnum
CREATE TYPE "WidgetSide" AS ENUM ('LEFT', 'RIGHT');

-- AlterTable
ALTER TABLE "Site" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "launcherText" VARCHAR(20) NOT NULL DEFAULT '',
ADD COLUMN     "side" "WidgetSide" NOT NULL DEFAULT 'RIGHT';

-- CreateTable
CREATE TABLE "WidgetSighting" (
    "siteId" UUID NOT NULL,
    "origin" VARCHAR(300) NOT NULL,
    "pageUrl" VARCHAR(2000) NOT NULL DEFAULT '',
    "loaderVersion" VARCHAR(20) NOT NULL DEFAULT '',
    "shownAt" TIMESTAMPTZ(3),
    "refusedAt" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WidgetSighting_pkey" PRIMARY KEY ("siteId","origin")
);

-- CreateTable
CREATE TABLE "SetupToken" (
    "tokenHash" CHAR(64) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SetupToken_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE INDEX "WidgetSighting_siteId_seenAt_idx" ON "WidgetSighting"("siteId", "seenAt");

-- AddForeignKey
ALTER TABLE "WidgetSighting" ADD CONSTRAINT "WidgetSighting_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE CASCADE ON UPDATE CASCADE;
