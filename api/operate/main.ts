import { readEnvironment, type Environment } from '../core/environment.ts';
import { runBackup } from './runBackup.ts';
import { runDoctor } from './runDoctor.ts';
import { runRehearse } from './runRehearse.ts';
import { runRestore } from './runRestore.ts';
import { errorText } from '../core/errorText.ts';

/** What an administrator can have done: with words behind it, and where lines are to be written. @returns the exit code */
type Command = (environment: Environment, words: string[], say: (line: string) => void) => Promise<number>;

const commands: Record<string, Command> = {
  backup: runBackup,
  doctor: runDoctor,
  rehearse: runRehearse,
  restore: runRestore,
};

const [name = '', ...words] = process.argv.slice(2);
const command = commands[name];
try {
  if (!command) throw new Error(`npm run ${Object.keys(commands).join(' | npm run ')}`);
  process.exitCode = await command(
    readEnvironment(process.env),
    words,
    (line) => void process.stdout.write(`${line}\n`),
  );
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
