import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import ece from 'http_ece';
import type { subscribeToPush } from '../../api/notification/subscribeToPush.ts';

/** What a browser was sent, as it reads it. */
export interface Push {
  headers: IncomingHttpHeaders;
  payload: { id: string; kind: string; nickname?: string; text?: string; language: string };
}

/** A push service with one browser, which answers as a test says. */
export interface PushReceiver {
  /** What the browser says of its subscription. */
  subscription: Parameters<typeof subscribeToPush>[2];
  pushes: Push[];
  answer: number;
  /** Whether the sender of a push has the private key to this public one (RFC 8292). */
  isFrom(push: Push, publicKey: string): boolean;
  close(): Promise<void>;
}

export async function startPushReceiver(): Promise<PushReceiver> {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const authSecret = randomBytes(16).toString('base64url');
  const pushes: Push[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const opened = ece.decrypt(Buffer.concat(chunks), {
        version: 'aes128gcm',
        privateKey: keys,
        authSecret,
      });
      pushes.push({
        headers: request.headers,
        payload: JSON.parse(opened.toString('utf8')) as Push['payload'],
      });
      response.writeHead(service.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const service: PushReceiver = {
    subscription: {
      endpoint: `http://127.0.0.1:${port}/${randomBytes(8).toString('hex')}`,
      publicKey: keys.getPublicKey().toString('base64url'),
      authSecret,
      language: 'zh-CN',
    },
    pushes,
    answer: 201,
    isFrom({ headers }, publicKey) {
      const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
      const [head = '', claims = '', signature = ''] = token.split('.');
      const point = Buffer.from(publicKey, 'base64url');
      const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
      const sender = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
      const isSigned = verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        { key: sender, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
      return key === publicKey && isSigned;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return service;
}
