import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsV4Signer } from 'aws4fetch';

/** A store that speaks S3, with one bucket: it checks signatures by another implementation than the product signs with. */
export interface TestBucket {
  /** The environment of a product that keeps its files there. */
  variables: Record<string, string>;
  /** What is kept, by key. */
  objects: Map<string, Buffer>;
  /** While it is away, every request is answered by an error. */
  isAway: boolean;
  /** Called with the key of what is to be kept; the store waits for it. */
  onPut?: (key: string) => Promise<void> | undefined;
  stop(): Promise<void>;
}

const account = { keyId: 'clinic-key', secret: 'clinic/secret+with=signs', region: 'cn-test-1' };
const place = '/files';

export async function startBucket(): Promise<TestBucket> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const refuse = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    void (async () => {
      if (bucket.isAway) return refuse(503, 'SlowDown');
      const refusal = await refusalOf(request, `http://${request.headers.host ?? ''}${request.url ?? ''}`);
      if (refusal) return refuse(403, refusal);
      const key = new RegExp(`^${place}/([^/?]+)$`).exec(request.url ?? '')?.[1];
      if (key === undefined) return refuse(404, 'NoSuchBucket');
      const content = objects.get(key);
      if (request.method === 'PUT') await bucket.onPut?.(key);
      if (request.method === 'PUT') objects.set(key, Buffer.concat(await request.toArray()));
      else if (request.method === 'DELETE') objects.delete(key);
      else return content ? give(content, request, response) : refuse(404, 'NoSuchKey');
      response.writeHead(request.method === 'PUT' ? 200 : 204, { etag: '"x"' }).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const bucket: TestBucket = {
    variables: {
      FILES_S3_URL: `http://127.0.0.1:${port}${place}`,
      FILES_S3_REGION: account.region,
      FILES_S3_KEY_ID: account.keyId,
      FILES_S3_SECRET: account.secret,
    },
    objects,
    isAway: false,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return bucket;
}

/** Why a request is not to be believed, as S3 calls it. */
async function refusalOf(
  { method = '', headers }: IncomingMessage,
  url: string,
): Promise<string | undefined> {
  const given = headers.authorization ?? '';
  const [, keyId, names = ''] = /Credential=([^/]+)\/.*SignedHeaders=([^,]+),/.exec(given) ?? [];
  if (keyId !== account.keyId) return 'InvalidAccessKeyId';
  const signed = names.split(';').filter((name) => name !== 'host');
  const signer = new AwsV4Signer({
    method,
    url,
    headers: signed.map((name): [string, string] => [name, String(headers[name])]),
    accessKeyId: account.keyId,
    secretAccessKey: account.secret,
    region: account.region,
    service: 's3',
    datetime: String(headers['x-amz-date']),
    allHeaders: true,
  });
  const right = `Signature=${await signer.signature()}`;
  return given.replaceAll(' ', '').endsWith(`,${right}`) ? undefined : 'SignatureDoesNotMatch';
}

function give(content: Buffer, { headers }: IncomingMessage, response: ServerResponse): void {
  const [, first = '0', last = String(content.length - 1)] =
    /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const part = content.subarray(Number(first), Number(last) + 1);
  response.writeHead(headers.range ? 206 : 200, { 'content-length': part.length }).end(part);
}
