-- CreateEnum
CREATE TYPE "NotificationKind" AS ENUM ('OVERDUE', 'SESSION_TRANSFERRED', 'MENTION', 'SESSION_ASSIGNED', 'MESSAGE_RECEIVED', 'MESSAGE_LEFT');

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "escalatedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "SignIn" ADD COLUMN     "watchingUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "PushSubscription" (
    "id" UUID NOT NULL,
    "agentId" UUID NOT NULL,
    "signInId" UUID NOT NULL,
    "endpointHash" CHAR(64) NOT NULL,
    "sealedAddress" VARCHAR(2000) NOT NULL,
    "host" VARCHAR(255) NOT NULL,
    "userAgent" VARCHAR(400) NOT NULL,
    "language" VARCHAR(10) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSentAt" TIMESTAMPTZ(3),

    CONSTRAINT "PushSubscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PendingPush" (
    "agentId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "kind" "NotificationKind" NOT NULL,
    "mark" INTEGER NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "attemptsCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PendingPush_pkey" PRIMARY KEY ("agentId","sessionId","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "PushSubscription_signInId_key" ON "PushSubscription"("signInId");

-- CreateIndex
CREATE UNIQUE INDEX "PushSubscription_endpointHash_key" ON "PushSubscription"("endpointHash");

-- CreateIndex
CREATE INDEX "PushSubscription_agentId_idx" ON "PushSubscription"("agentId");

-- CreateIndex
CREATE INDEX "PendingPush_sessionId_idx" ON "PendingPush"("sessionId");

-- CreateIndex
CREATE INDEX "PendingPush_nextAttemptAt_idx" ON "PendingPush"("nextAttemptAt");

-- AddForeignKey
ALTER TABLE "PushSubscription" ADD CONSTRAINT "PushSubscription_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PushSubscription" ADD CONSTRAINT "PushSubscription_signInId_fkey" FOREIGN KEY ("signInId") REFERENCES "SignIn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingPush" ADD CONSTRAINT "PendingPush_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingPush" ADD CONSTRAINT "PendingPush_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Looked at every second: who waits now is few, who ever waited is many.
CREATE INDEX "Session_waitingSince_idx" ON "Session"("waitingSince") WHERE "waitingSince" IS NOT NULL AND "endedAt" IS NULL;
