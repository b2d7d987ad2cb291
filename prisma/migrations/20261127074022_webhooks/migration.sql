-- CreateEnum
CREATE TYPE "EventType" AS ENUM ('SESSION_OPENED', 'SESSION_ASSIGNED', 'SESSION_WAITING', 'SESSION_ENDED', 'MESSAGE_SENT', 'MESSAGE_LEFT', 'VISITOR_CHANGED', 'VISITOR_IDENTIFIED', 'VISITOR_TAGGED', 'VISITOR_UNTAGGED', 'CONTACT_DETAILS_FOUND', 'CONTACT_DETAILS_CHANGED', 'VISITOR_BLOCKED', 'VISITOR_UNBLOCKED', 'VISITOR_ERASED');

-- CreateEnum
CREATE TYPE "WebhookDisabledReason" AS ENUM ('FAILING', 'MAKER_GONE');

-- CreateEnum
CREATE TYPE "WebhookDeliveryStatus" AS ENUM ('PENDING', 'DELIVERED', 'FAILED', 'SKIPPED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "Permission" ADD VALUE 'MANAGE_WEBHOOKS';
ALTER TYPE "Permission" ADD VALUE 'WRITE_AS_VISITOR';

-- DropIndex
DROP INDEX "Visitor_siteId_idx";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "isRemote" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Visitor" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "externalId" VARCHAR(200);

-- CreateTable
CREATE TABLE "SiteIdentitySecret" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "SiteIdentitySecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "position" BIGSERIAL NOT NULL,
    "number" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" "EventType" NOT NULL,
    "siteId" UUID NOT NULL,
    "visitorId" UUID NOT NULL,
    "sessionId" UUID,
    "seq" INTEGER,
    "agentId" UUID,
    "tagId" UUID,
    "reason" VARCHAR(40),
    "kinds" "ContactKind"[] DEFAULT ARRAY[]::"ContactKind"[],

    CONSTRAINT "Event_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "EventNumbering" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "lastNumber" BIGINT NOT NULL DEFAULT 0,
    "sweptUntil" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "EventNumbering_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Webhook" (
    "id" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "url" VARCHAR(2000) NOT NULL,
    "types" "EventType"[],
    "siteId" UUID,
    "agentId" UUID NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "sealedOldSecret" TEXT,
    "oldSecretUntil" TIMESTAMPTZ(3),
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "disabledReason" "WebhookDisabledReason",
    "disabledAt" TIMESTAMPTZ(3),
    "lastNumber" BIGINT NOT NULL,
    "lastSuccessAt" TIMESTAMPTZ(3),
    "failingSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "webhookId" UUID NOT NULL,
    "eventNumber" BIGINT,
    "type" "EventType",
    "visitorId" UUID,
    "sessionId" UUID,
    "status" "WebhookDeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "attemptsCount" INTEGER NOT NULL DEFAULT 0,
    "firstAttemptAt" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookAttempt" (
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "statusCode" INTEGER,
    "error" VARCHAR(200),
    "answer" VARCHAR(1024) NOT NULL DEFAULT '',
    "durationMs" INTEGER NOT NULL,

    CONSTRAINT "WebhookAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SiteIdentitySecret_siteId_idx" ON "SiteIdentitySecret"("siteId");

-- CreateIndex
CREATE UNIQUE INDEX "Event_number_key" ON "Event"("number");

-- CreateIndex
CREATE INDEX "Webhook_agentId_idx" ON "Webhook"("agentId");

-- CreateIndex
CREATE INDEX "Webhook_siteId_idx" ON "Webhook"("siteId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_position_idx" ON "WebhookDelivery"("webhookId", "position");

-- CreateIndex
CREATE INDEX "WebhookDelivery_visitorId_idx" ON "WebhookDelivery"("visitorId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_createdAt_idx" ON "WebhookDelivery"("createdAt");

-- CreateIndex
CREATE INDEX "WebhookAttempt_deliveryId_at_idx" ON "WebhookAttempt"("deliveryId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Visitor_siteId_externalId_key" ON "Visitor"("siteId", "externalId");

-- AddForeignKey
ALTER TABLE "SiteIdentitySecret" ADD CONSTRAINT "SiteIdentitySecret_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookAttempt" ADD CONSTRAINT "WebhookAttempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "WebhookDelivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is still to be numbered: found at once, however long the log is.
CREATE INDEX "Event_unnumbered" ON "Event" ("position") WHERE "number" IS NULL;

INSERT INTO "EventNumbering" ("id") VALUES (1);

-- What is still to be delivered, by webhook and visitor in order.
CREATE INDEX "WebhookDelivery_pending" ON "WebhookDelivery" ("webhookId", "visitorId", "position") WHERE "status" = 'PENDING';
