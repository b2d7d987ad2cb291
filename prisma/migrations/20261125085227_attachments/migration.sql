-- CreateEnum
CREATE TYPE "AttachmentKind" AS ENUM ('IMAGE', 'FILE');

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "attachmentId" UUID;

-- AlterTable
ALTER TABLE "QuickReply" ADD COLUMN     "attachmentId" UUID;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lastMessageAttachment" "AttachmentKind";

-- CreateTable
CREATE TABLE "Attachment" (
    "id" UUID NOT NULL,
    "kind" "AttachmentKind" NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "mediaType" VARCHAR(100) NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "agentId" UUID,
    "visitorId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredSecret" (
    "name" VARCHAR(60) NOT NULL,
    "value" VARCHAR(100) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StoredSecret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "Attachment_agentId_idx" ON "Attachment"("agentId");

-- CreateIndex
CREATE INDEX "Attachment_visitorId_idx" ON "Attachment"("visitorId");

-- CreateIndex
CREATE INDEX "Attachment_createdAt_idx" ON "Attachment"("createdAt");

-- CreateIndex
CREATE INDEX "QuickReply_attachmentId_idx" ON "QuickReply"("attachmentId");

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_visitorId_fkey" FOREIGN KEY ("visitorId") REFERENCES "Visitor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuickReply" ADD CONSTRAINT "QuickReply_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Most messages bring nothing: an index on all of them would make each of them dearer.
CREATE INDEX "Message_attachmentId_idx" ON "Message"("attachmentId") WHERE "attachmentId" IS NOT NULL;
