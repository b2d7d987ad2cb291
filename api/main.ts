import { readEnvironment } from './core/environment.ts';
import { openOperatorSocket } from './operate/operator/operatorSocket.ts';
import { announce } from './server/announce.ts';
import { buildApp } from './server/app.ts';
import { errorText } from './core/errorText.ts';

try {
  const app = await buildApp(readEnvironment(process.env));
  const port = await app.listen();
  const operator = await openOperatorSocket(app.core, port);

  let stopping: Promise<void> | undefined;
  const stop = (signal: NodeJS.Signals) => {
    app.core.log.info({ signal }, 'stopping');
    stopping ??= Promise.all([operator?.close(), app.stop()]).then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await announce(app.core, port, (text) => process.stdout.write(text));
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exit(1);
}
