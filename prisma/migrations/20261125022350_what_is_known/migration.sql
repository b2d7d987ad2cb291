-- CreateEnum
CREATE TYPE "ContactKind" AS ENUM ('PHONE', 'WECHAT', 'QQ', 'AGE', 'GENDER');

-- CreateEnum
CREATE TYPE "ContactDetailStatus" AS ENUM ('FOUND', 'CONFIRMED', 'REJECTED');

-- CreateEnum
CREATE TYPE "ProgressStage" AS ENUM ('CONTACT', 'APPOINTMENT', 'ARRIVAL');

-- AlterEnum
ALTER TYPE "Permission" ADD VALUE 'REVEAL_CONTACT_DATA';
ALTER TYPE "Permission" ADD VALUE 'MANAGE_SYSTEM_TAGS';
ALTER TYPE "Permission" ADD VALUE 'MANAGE_VISITOR_DATA';

-- DropIndex
DROP INDEX "Tag_name_key";

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "maskedText" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lastMessageMaskedText" VARCHAR(120);

-- AlterTable
ALTER TABLE "Tag" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "kinds" "ContactKind"[] DEFAULT ARRAY[]::"ContactKind"[],
ADD COLUMN     "stage" "ProgressStage";

-- A name is free again when its tag is deleted. Written as an expression, which Prisma leaves alone.
CREATE UNIQUE INDEX "Tag_name_key" ON "Tag" ((CASE WHEN "deletedAt" IS NULL THEN "name" END));

-- AlterTable
ALTER TABLE "Tagging" ADD COLUMN     "removedById" UUID;

-- AlterTable
ALTER TABLE "Visitor" ADD COLUMN     "contactKinds" "ContactKind"[] DEFAULT ARRAY[]::"ContactKind"[],
ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ContactDetail" (
    "id" UUID NOT NULL,
    "visitorId" UUID NOT NULL,
    "kind" "ContactKind" NOT NULL,
    "value" VARCHAR(60) NOT NULL,
    "status" "ContactDetailStatus" NOT NULL DEFAULT 'FOUND',
    "isByHand" BOOLEAN NOT NULL DEFAULT false,
    "rule" VARCHAR(60),
    "sessionId" UUID,
    "spans" JSONB NOT NULL DEFAULT '[]',
    "foundAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ContactDetail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PageVisit" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "url" VARCHAR(2000) NOT NULL,
    "title" VARCHAR(300) NOT NULL DEFAULT '',
    "enteredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PageVisit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ContactDetail_sessionId_idx" ON "ContactDetail"("sessionId");

-- CreateIndex
CREATE INDEX "ContactDetail_decidedById_idx" ON "ContactDetail"("decidedById");

-- CreateIndex
CREATE UNIQUE INDEX "ContactDetail_visitorId_kind_value_key" ON "ContactDetail"("visitorId", "kind", "value");

-- CreateIndex
CREATE INDEX "PageVisit_sessionId_enteredAt_idx" ON "PageVisit"("sessionId", "enteredAt");

-- CreateIndex
CREATE INDEX "Tagging_removedById_idx" ON "Tagging"("removedById");

-- CreateIndex
CREATE INDEX "Visitor_lastSeenAt_idx" ON "Visitor"("lastSeenAt");

-- AddForeignKey
ALTER TABLE "ContactDetail" ADD CONSTRAINT "ContactDetail_visitorId_fkey" FOREIGN KEY ("visitorId") REFERENCES "Visitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactDetail" ADD CONSTRAINT "ContactDetail_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactDetail" ADD CONSTRAINT "ContactDetail_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PageVisit" ADD CONSTRAINT "PageVisit_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tagging" ADD CONSTRAINT "Tagging_removedById_fkey" FOREIGN KEY ("removedById") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;
