-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "searchableSeq" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Visitor" ADD COLUMN     "searchableVersion" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "SearchableTalk" (
    "sessionId" UUID NOT NULL,
    "fromSeq" INTEGER NOT NULL,
    "toSeq" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "SearchableTalk_pkey" PRIMARY KEY ("sessionId","fromSeq")
);

-- CreateTable
CREATE TABLE "SearchableVisitor" (
    "visitorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "contactText" TEXT NOT NULL,

    CONSTRAINT "SearchableVisitor_pkey" PRIMARY KEY ("visitorId")
);

-- AddForeignKey
ALTER TABLE "SearchableTalk" ADD CONSTRAINT "SearchableTalk_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SearchableVisitor" ADD CONSTRAINT "SearchableVisitor_visitorId_fkey" FOREIGN KEY ("visitorId") REFERENCES "Visitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is not searchable yet: read by itself when somebody searches, and made searchable soon.
CREATE INDEX "Session_unsearchable_idx" ON "Session" ("id") WHERE "searchableSeq" < "lastSeq";
CREATE INDEX "Visitor_unsearchable_idx" ON "Visitor" ("id") WHERE "searchableVersion" < "version";

-- By what a folded text is found: each word of letters as a whole, and of everything else (Chinese, digits, signs, emoji)
-- each pair of neighbours and the last one alone. Pairs are read from the first and from the second character of each
-- run. A word's beginning is enough to find it, and a character is the beginning of a pair: `x:*`. The twin for what is
-- looked for is `termsOf` in api/search/searchRules.ts.
CREATE FUNCTION search_terms("text" text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
  SELECT array_to_tsvector(array_remove(string_to_array(
    regexp_replace(r."runs", '([^ ][^ ]?)', '\1 ', 'g')
    || regexp_replace(regexp_replace(r."runs", '(^| )[^ ]', ' ', 'g'), '([^ ][^ ]?)', '\1 ', 'g')
    || regexp_replace(r."spaced", '([a-zÀ-ɏͰ-ϿЀ-ӿ]{40})[a-zÀ-ɏͰ-ϿЀ-ӿ]+|[^a-zÀ-ɏͰ-ϿЀ-ӿ]+', '\1 ', 'g'), ' '), ''))
  FROM (
    SELECT s."spaced", regexp_replace(s."spaced", '[a-zÀ-ɏͰ-ϿЀ-ӿ ]+', ' ', 'g') AS "runs"
    FROM (SELECT translate("text", E'\n\r\t', '   ') AS "spaced" OFFSET 0) s OFFSET 0
  ) r
$$;

-- Written in the background, so that each entry goes to its place at once and a search has nothing to catch up on.
CREATE INDEX "SearchableTalk_terms_idx" ON "SearchableTalk" USING gin (search_terms("text")) WITH (fastupdate = off);
CREATE INDEX "SearchableVisitor_terms_idx" ON "SearchableVisitor" USING gin (search_terms("text")) WITH (fastupdate = off);
CREATE INDEX "SearchableVisitor_contactTerms_idx" ON "SearchableVisitor" USING gin (search_terms("contactText")) WITH (fastupdate = off);
-- Written while a visitor waits for the page.
CREATE INDEX "PageVisit_terms_idx" ON "PageVisit"
  USING gin (search_terms(lower(normalize("title" || ' ' || "url", NFKC)))) WITH (gin_pending_list_limit = 256);

-- Whose texts hold terms, by the index and never without it: of a term that is everywhere PostgreSQL would rather make the
-- terms of all texts anew, which takes a millisecond for each; and with little memory it would forget which rows it found.
CREATE FUNCTION sessions_saying("terms" tsquery) RETURNS SETOF uuid
LANGUAGE sql STABLE STRICT ROWS 500 SET enable_seqscan = off SET jit = off SET work_mem = '64MB' AS $$
  SELECT "sessionId" FROM "SearchableTalk" WHERE search_terms("text") @@ "terms"
$$;
CREATE FUNCTION visitors_known_by("terms" tsquery, "with_contact_data" boolean) RETURNS SETOF uuid
LANGUAGE sql STABLE STRICT ROWS 500 SET enable_seqscan = off SET jit = off SET work_mem = '64MB' AS $$
  SELECT "visitorId" FROM "SearchableVisitor" WHERE search_terms("text") @@ "terms"
  UNION ALL
  SELECT "visitorId" FROM "SearchableVisitor" WHERE "with_contact_data" AND search_terms("contactText") @@ "terms"
$$;
CREATE FUNCTION sessions_seeing("terms" tsquery) RETURNS SETOF uuid
LANGUAGE sql STABLE STRICT ROWS 500 SET enable_seqscan = off SET jit = off SET work_mem = '64MB' AS $$
  SELECT "sessionId" FROM "PageVisit" WHERE search_terms(lower(normalize("title" || ' ' || "url", NFKC))) @@ "terms"
$$;

-- Pinyin's ü is written v now, as it is typed: made again by itself.
UPDATE "QuickReply" SET "searchText" = '' WHERE "searchText" LIKE '%ü%';
