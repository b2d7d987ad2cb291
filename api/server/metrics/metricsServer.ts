import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '../../core/core.ts';
import type { ServerMetrics } from './serverMetrics.ts';

/** Where Prometheus asks. */
export interface MetricsServer {
  /** @returns the port, also when any free one was asked for */
  listen(): Promise<number>;
  stop(): Promise<void>;
}

/** Answers `/metrics`, on an address of its own: what it tells is nobody's business who only knows the product's. */
export function createMetricsServer(
  { log }: Core,
  { registry }: ServerMetrics,
  { host, port }: { host: string; port: number },
): MetricsServer {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => {
        log.warn({ err: error }, 'the metrics could not be collected');
        response.writeHead(500).end();
      },
    );
  });
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
