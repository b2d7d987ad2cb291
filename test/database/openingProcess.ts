// A process that opens the database of its environment, fills it with the demo and then writes one tag after the other
// until it is stopped. It says each step on standard output once it is done: `open`, `seeded true`, `tag 1`…
import { openDatabase } from '../../api/core/database.ts';
import { seedDemo } from '../../prisma/seed.ts';

const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = 'memory://' } = process.env;
const say = (line: string) => process.stdout.write(`${line}\n`);

let stopped = false;
process.once('SIGTERM', () => (stopped = true));

const database = await openDatabase({ databaseUrl, dataDir });
say('open');
say(`seeded ${await seedDemo(database.prisma)}`);
for (let i = 1; !stopped; i++) {
  await database.query(
    `INSERT INTO "Tag" (id, name, color, "updatedAt") VALUES (gen_random_uuid(), $1, '#123456', now())`,
    [`${process.pid}-${i}`],
  );
  say(`tag ${process.pid}-${i}`);
}
await database.close();
say('closed');
