-- AlterTable
ALTER TABLE "Attachment" ADD COLUMN     "discardedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Attachment_discardedAt_idx" ON "Attachment"("discardedAt");
