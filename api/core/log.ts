import { pino, type Logger } from 'pino';
import type { Environment } from './environment.ts';

export type Log = Logger;

/** Structured logs on standard output: one JSON object a line, or readable text on a terminal. */
export function createLog(environment: Pick<Environment, 'logLevel' | 'logFormat'>): Log {
  return pino({
    level: environment.logLevel,
    base: { pid: process.pid },
    redact: ['password', 'token', 'secret', 'visitorSecret', '*.password', '*.token', '*.secret'],
    ...(environment.logFormat === 'text' && {
      transport: {
        target: 'pino-pretty',
        options: { ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' },
      },
    }),
  });
}
