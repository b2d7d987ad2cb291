-- CreateEnum
CREATE TYPE "EventType" AS ENUM ('SESSION_OPENED', 'SESSION_ASSIGNED', 'SESSION_WAITING', 'SESSION_ENDED', 'MESSAGE_SENT', 'MESSAGE_LEFT', 'VISITOR_CHANGED', 'VISITOR_IDENTIFIED', 'VISITOR_TAGGED', 'VISITOR_UNTAGGED', 'CONTACT_DETAILS_FOUND', 'CONTACT_DETAILS_CHANGED', 'VISITOR_BLOCKED', 'VISITOR_UNBLOCKED', 'VISITOR_ERASED');

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

-- CreateIndex
CREATE UNIQUE INDEX "Event_number_key" ON "Event"("number");

-- What is still to be numbered: found at once, however long the log is.
CREATE INDEX "Event_unnumbered" ON "Event" ("position") WHERE "number" IS NULL;

INSERT INTO "EventNumbering" ("id") VALUES (1);
