-- Messages stand in a partition for each calendar month (UTC) in which their session began: ids of sessions are UUIDs of
-- version 7, whose first 48 bits are milliseconds, so that a month is a range of them. `messageMonthRules.ts` is the twin
-- of what is computed here; `sweepMessageMonths.ts` makes the months to come, and `sweepOldMonths.ts` drops those that are past.
-- What is there is copied. Attaching the old table as one great partition would be quicker, once, but what it holds would
-- stay in one piece for ever: neither dropped by months nor ever as small as the others. Afterwards all databases are alike.
ALTER TABLE "Message" RENAME TO "Message_whole";

CREATE TABLE "Message" (LIKE "Message_whole" INCLUDING DEFAULTS INCLUDING COMMENTS INCLUDING STORAGE)
PARTITION BY RANGE ("sessionId");

-- What no month covers is kept all the same.
CREATE TABLE "Message_default" PARTITION OF "Message" DEFAULT;

-- The months of what is there, this one, and the next two.
DO $$
DECLARE
  earliest CONSTANT timestamp := '2020-01-01';
  latest CONSTANT timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') + interval '2 months';
  month timestamp;
BEGIN
  FOR month IN
    SELECT date_trunc('month', to_timestamp(('x' || left(replace("id"::text, '-', ''), 12))::bit(48)::bigint / 1000.0) AT TIME ZONE 'UTC')
    FROM "Session" WHERE substr("id"::text, 15, 1) = '7'
    UNION SELECT generate_series(latest - interval '2 months', latest, interval '1 month')
  LOOP
    CONTINUE WHEN month NOT BETWEEN earliest AND latest;
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF "Message" FOR VALUES FROM (%L) TO (%L)',
      'Message_' || to_char(month, 'YYYY_MM'),
      rpad(lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0'), 32, '0'),
      rpad(lpad(to_hex((extract(epoch FROM month + interval '1 month') * 1000)::bigint), 12, '0'), 32, '0')
    );
  END LOOP;
END $$;

INSERT INTO "Message" SELECT * FROM "Message_whole";

DROP TABLE "Message_whole";

ALTER TABLE "Message" ADD CONSTRAINT "Message_pkey" PRIMARY KEY ("sessionId", "seq");
CREATE UNIQUE INDEX "Message_sessionId_clientId_key" ON "Message"("sessionId", "clientId");
CREATE INDEX "Message_agentId_idx" ON "Message"("agentId");
CREATE INDEX "Message_attachmentId_idx" ON "Message"("attachmentId") WHERE "attachmentId" IS NOT NULL;

ALTER TABLE "Message" ADD CONSTRAINT "Message_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Message" ADD CONSTRAINT "Message_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Message" ADD CONSTRAINT "Message_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
