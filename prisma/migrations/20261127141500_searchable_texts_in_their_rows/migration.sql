-- A stretch of a talk has 2 to 8 kB: kept in its row it is read in half the time. What is there stays where it is until it
-- is written again.
ALTER TABLE "SearchableTalk" SET (toast_tuple_target = 8160);
