-- AlterEnum

ALTER TYPE "AssignmentReason" ADD VALUE 'OUTSIDE_WORKING_HOURS';
ALTER TYPE "AssignmentReason" ADD VALUE 'TAKEN';
ALTER TYPE "AssignmentReason" ADD VALUE 'TRANSFERRED';
ALTER TYPE "AssignmentReason" ADD VALUE 'HANDED_OVER';
ALTER TYPE "AssignmentReason" ADD VALUE 'HAND_OVER_UNDONE';

-- AlterEnum

ALTER TYPE "Notice" ADD VALUE 'SESSION_TRANSFERRED';
ALTER TYPE "Notice" ADD VALUE 'TRANSFER_NOTE';
ALTER TYPE "Notice" ADD VALUE 'DO_NOT_DISTURB_STARTED';
ALTER TYPE "Notice" ADD VALUE 'DO_NOT_DISTURB_LIFTED';
ALTER TYPE "Notice" ADD VALUE 'VISITOR_BLOCKED';
ALTER TYPE "Notice" ADD VALUE 'VISITOR_UNBLOCKED';
ALTER TYPE "Notice" ADD VALUE 'VISITOR_TAGGED';
ALTER TYPE "Notice" ADD VALUE 'VISITOR_UNTAGGED';

-- AlterEnum

ALTER TYPE "Permission" ADD VALUE 'SEE_OWN_SESSIONS';
ALTER TYPE "Permission" ADD VALUE 'TRANSFER_SESSIONS';
ALTER TYPE "Permission" ADD VALUE 'TRANSFER_COLLEAGUES_SESSIONS';
ALTER TYPE "Permission" ADD VALUE 'EDIT_VISITORS';
ALTER TYPE "Permission" ADD VALUE 'USE_DO_NOT_DISTURB';
ALTER TYPE "Permission" ADD VALUE 'BLOCK_VISITORS';
ALTER TYPE "Permission" ADD VALUE 'UNBLOCK_VISITORS';
ALTER TYPE "Permission" ADD VALUE 'SEE_ASSIGNMENTS';
ALTER TYPE "Permission" ADD VALUE 'SEE_CONTACT_DATA';
ALTER TYPE "Permission" ADD VALUE 'MANAGE_TAGS';
ALTER TYPE "Permission" ADD VALUE 'MANAGE_PUBLIC_QUICK_REPLIES';
ALTER TYPE "Permission" ADD VALUE 'MANAGE_SITES';
ALTER TYPE "Permission" ADD VALUE 'MANAGE_API_TOKENS';
ALTER TYPE "Permission" ADD VALUE 'SEE_REPORTS';

-- DropIndex
DROP INDEX "Visitor_nickname_key";

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "decidedById" UUID;

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "about" VARCHAR(100),
ADD COLUMN     "agentName" VARCHAR(100),
ADD COLUMN     "isInternal" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "isWithheld" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "doNotDisturbSince" TIMESTAMPTZ(3),
ADD COLUMN     "isBlocked" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "leftMessageAt" TIMESTAMPTZ(3),
ADD COLUMN     "visitorGoneSince" TIMESTAMPTZ(3),
ADD COLUMN     "withheldCount" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "SiteDepartment" ADD COLUMN     "workingHours" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "Visitor" ADD COLUMN     "doNotDisturbSince" TIMESTAMPTZ(3),
ADD COLUMN     "editedAt" TIMESTAMPTZ(3),
ADD COLUMN     "editedById" UUID,
ADD COLUMN     "number" INTEGER,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- Until now nobody could rename a visitor: every nickname is the visitor's number.
UPDATE "Visitor" SET "number" = "nickname"::int;
ALTER TABLE "Visitor" ALTER COLUMN "number" SET NOT NULL;

-- CreateTable
CREATE TABLE "Tagging" (
    "id" UUID NOT NULL,
    "visitorId" UUID NOT NULL,
    "tagId" UUID NOT NULL,
    "agentId" UUID,
    "sessionId" UUID,
    "seq" INTEGER,
    "isAutomatic" BOOLEAN NOT NULL DEFAULT false,
    "taggedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Tagging_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Block" (
    "id" UUID NOT NULL,
    "visitorId" UUID NOT NULL,
    "address" VARCHAR(64),
    "reason" VARCHAR(500) NOT NULL,
    "agentId" UUID,
    "agentName" VARCHAR(100) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitorConnection" (
    "id" UUID NOT NULL,
    "visitorId" UUID NOT NULL,
    "processId" UUID NOT NULL,

    CONSTRAINT "VisitorConnection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandOver" (
    "id" UUID NOT NULL,
    "fromAgentId" UUID NOT NULL,
    "toAgentId" UUID NOT NULL,
    "handedOverAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "statusBefore" "AgentStatus" NOT NULL,
    "sessionIds" UUID[],
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "HandOver_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Tagging_visitorId_taggedAt_idx" ON "Tagging"("visitorId", "taggedAt");

-- CreateIndex
CREATE INDEX "Tagging_tagId_idx" ON "Tagging"("tagId");

-- CreateIndex
CREATE INDEX "Tagging_agentId_idx" ON "Tagging"("agentId");

-- CreateIndex
CREATE INDEX "Tagging_sessionId_idx" ON "Tagging"("sessionId");

-- CreateIndex
CREATE INDEX "Block_visitorId_idx" ON "Block"("visitorId");

-- CreateIndex
CREATE INDEX "Block_agentId_idx" ON "Block"("agentId");

-- CreateIndex
CREATE INDEX "VisitorConnection_visitorId_idx" ON "VisitorConnection"("visitorId");

-- CreateIndex
CREATE INDEX "VisitorConnection_processId_idx" ON "VisitorConnection"("processId");

-- CreateIndex
CREATE INDEX "HandOver_fromAgentId_idx" ON "HandOver"("fromAgentId");

-- CreateIndex
CREATE INDEX "HandOver_toAgentId_idx" ON "HandOver"("toAgentId");

-- CreateIndex
CREATE INDEX "Assignment_decidedById_idx" ON "Assignment"("decidedById");

-- CreateIndex
CREATE UNIQUE INDEX "Visitor_number_key" ON "Visitor"("number");

-- CreateIndex
CREATE INDEX "Visitor_editedById_idx" ON "Visitor"("editedById");

-- AddForeignKey
ALTER TABLE "Visitor" ADD CONSTRAINT "Visitor_editedById_fkey" FOREIGN KEY ("editedById") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tagging" ADD CONSTRAINT "Tagging_visitorId_fkey" FOREIGN KEY ("visitorId") REFERENCES "Visitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tagging" ADD CONSTRAINT "Tagging_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tagging" ADD CONSTRAINT "Tagging_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tagging" ADD CONSTRAINT "Tagging_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Block" ADD CONSTRAINT "Block_visitorId_fkey" FOREIGN KEY ("visitorId") REFERENCES "Visitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Block" ADD CONSTRAINT "Block_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitorConnection" ADD CONSTRAINT "VisitorConnection_visitorId_fkey" FOREIGN KEY ("visitorId") REFERENCES "Visitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitorConnection" ADD CONSTRAINT "VisitorConnection_processId_fkey" FOREIGN KEY ("processId") REFERENCES "ServerProcess"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_fromAgentId_fkey" FOREIGN KEY ("fromAgentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_toAgentId_fkey" FOREIGN KEY ("toAgentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Prisma's schema cannot name the conditions below, and its comparison passes such indexes over.

-- A visitor has a tag once at a time.
CREATE UNIQUE INDEX "Tagging_present_key" ON "Tagging"("visitorId", "tagId") WHERE "removedAt" IS NULL;

-- What entering a site asks: whether the visitor or the address is blocked.
CREATE INDEX "Block_address_idx" ON "Block"("address") WHERE "liftedAt" IS NULL AND "address" IS NOT NULL;
CREATE INDEX "Block_expiresAt_idx" ON "Block"("expiresAt") WHERE "liftedAt" IS NULL AND "expiresAt" IS NOT NULL;

-- The lists (SPEC 2): those of ended sessions by their end; the few that need attention, whatever the history.
CREATE INDEX "Session_endedAt_idx" ON "Session"("endedAt" DESC, "id" DESC) WHERE "endedAt" IS NOT NULL;
CREATE INDEX "Session_ended_ownerId_idx" ON "Session"("ownerId", "endedAt" DESC) WHERE "endedAt" IS NOT NULL;
CREATE INDEX "Session_doNotDisturb_idx" ON "Session"("activeAt") WHERE "doNotDisturbSince" IS NOT NULL;
CREATE INDEX "Session_blocked_idx" ON "Session"("visitorId") WHERE "isBlocked";
CREATE INDEX "Session_leftMessage_idx" ON "Session"("leftMessageAt") WHERE "leftMessageAt" IS NOT NULL;

-- What the sweeps ask each second: which live sessions end by themselves.
CREATE INDEX "Session_live_gone_idx" ON "Session"("visitorGoneSince") WHERE "endedAt" IS NULL;
CREATE INDEX "Session_live_activeAt_idx" ON "Session"("activeAt") WHERE "endedAt" IS NULL;
