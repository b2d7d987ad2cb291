import { connect } from 'node:net';
import { createChance, pick } from '../support/chance.ts';
import type { Finding } from './fuzzOperations.ts';
import { hostileTexts } from './hostileValues.ts';
import { faultOf, type WatchedServer } from './watchedServer.ts';

type Chance = () => number;

const body = JSON.stringify({ query: '{ limits { messageMaxLength } }' });
const paths = [
  '/graphql',
  '/',
  '/docs',
  '/attachments/x',
  '/widget/frame?site=demo',
  '/sign-in/start',
  '/healthz',
];
const methods = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'HEAD',
  'CONNECT',
  'PRI',
  'G\0T',
  'get',
];

/** A text as it may stand on one line of a request. */
const oneLine = (text: string) => encodeURI(text.toWellFormed()).slice(0, 3_000);
const request = (lines: readonly string[], content = '') =>
  Buffer.from(`${lines.join('\r\n')}\r\nconnection: close\r\n\r\n${content}`, 'latin1');
const post = (...headers: string[]) => ['POST /graphql HTTP/1.1', 'host: x', ...headers];
const json = 'content-type: application/json';
const withLength = (content: string) => request(post(json, `content-length: ${content.length}`), content);
const multipart = (content: string) =>
  request(
    post(
      'content-type: multipart/form-data; boundary=b',
      'x-graphql-yoga-csrf: 1',
      `content-length: ${content.length}`,
    ),
    content,
  );

/** Requests that are none, or nearly. */
const kinds: Record<string, (chance: Chance) => Buffer> = {
  'random bytes': (chance) => Buffer.from(Array.from({ length: 300 }, () => Math.floor(chance() * 256))),
  'a hostile path': (chance) =>
    request([
      `GET ${pick(chance, paths)}${pick(chance, ['/', '?', '%', '?x='])}${oneLine(pick(chance, hostileTexts))} HTTP/1.1`,
      'host: x',
    ]),
  'a path that is no address': (chance) =>
    request([
      `GET ${pick(chance, ['//', '*', 'http://', '/%', '/%E0%A4%A', '/..%2f..%2fpackage.json', '/%00', '///x', '/\\x', '/?%', '//[', '/docs/%ff', '/attachments/%ff', '/widget/%ff/..', 'x'])} HTTP/1.1`,
      'host: x',
    ]),
  'another method': (chance) =>
    request([`${pick(chance, methods)} ${pick(chance, paths)} HTTP/1.1`, 'host: x']),
  'another version': (chance) =>
    request([`GET / HTTP/${pick(chance, ['0.9', '1.0', '2.0', '9.9', 'x'])}`, 'host: x']),
  'no host': (chance) => request([`GET ${pick(chance, paths)} HTTP/1.1`]),
  'a hostile host': (chance) =>
    request([
      `GET ${pick(chance, paths)} HTTP/1.1`,
      `host: ${pick(chance, ['', '[', 'a b', 'x:99999', '%00', '<x>', '\xff'])}`,
    ]),
  'hostile headers': (chance) =>
    request([
      `GET ${pick(chance, paths)} HTTP/1.1`,
      'host: x',
      `${pick(chance, ['cookie: dukou_sign_in=', 'authorization: Bearer ', 'authorization: Visitor ', 'x-dukou-as-role: ', 'accept-language: ', 'range: ', 'referer: ', 'origin: ', 'user-agent: ', 'if-none-match: ', 'traceparent: '])}${oneLine(pick(chance, hostileTexts))}`,
    ]),
  'a header of 20 kB': () => request(['GET / HTTP/1.1', 'host: x', `cookie: ${'x'.repeat(20_000)}`]),
  'a thousand headers': () =>
    request(['GET / HTTP/1.1', 'host: x', ...Array.from({ length: 1_000 }, (_, index) => `x-${index}: x`)]),
  'a length and chunks': () =>
    request(post(json, 'content-length: 5', 'transfer-encoding: chunked'), '0\r\n\r\nGET / HTTP/1.1\r\n\r\n'),
  'two lengths': () => request(post(json, 'content-length: 5', 'content-length: 6'), '{}'),
  'a length that is none': (chance) =>
    request(
      post(json, `content-length: ${pick(chance, ['-1', '1e3', '0x10', '99999999999999999999', ' '])}`),
      body,
    ),
  'less than its length': () => request(post(json, `content-length: ${body.length + 50}`), body),
  chunks: () =>
    request(post(json, 'transfer-encoding: chunked'), `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
  'a body that is no JSON': (chance) =>
    withLength(Buffer.from(pick(chance, hostileTexts)).toString('latin1')),
  'a body that is no UTF-8': () => withLength('{"query": "\xff\xfe\xc0\xaf"}'),
  'JSON that is no request': (chance) =>
    withLength(
      pick(chance, [
        'null',
        '1',
        '"x"',
        '[]',
        '[1]',
        '{"query":1}',
        '{"query":{}}',
        '{"query":null,"documentId":{}}',
        '{"documentId":"__proto__"}',
        '{"query":"{__typename}","variables":[]}',
        '{"query":"{__typename}","extensions":1}',
        `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      ]),
    ),
  'another content type': (chance) =>
    request(
      post(
        `content-type: ${pick(chance, ['', 'x', 'application/graphql', 'application/xml', 'application/json; charset=utf-7', 'multipart/form-data', 'multipart/form-data; boundary=', 'text/plain'])}`,
        'x-graphql-yoga-csrf: 1',
        `content-length: ${body.length}`,
      ),
      body,
    ),
  'a multipart request that is none': (chance) =>
    multipart(
      pick(chance, [
        '',
        '--b',
        '--b--\r\n',
        '--b\r\n\r\n',
        '--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--b--\r\n',
        '--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{__typename}"}\r\n--b\r\ncontent-disposition: form-data; name="map"\r\n\r\n{"0":["__proto__.x","variables.a.b.c"]}\r\n--b\r\ncontent-disposition: form-data; name="0"; filename="../../x\0"\r\n\r\nx\r\n--b--\r\n',
      ]),
    ),
  'half a handshake': (chance) =>
    request([
      'GET /graphql HTTP/1.1',
      'host: x',
      'upgrade: websocket',
      ...pick(chance, [
        [],
        ['sec-websocket-version: 8'],
        ['sec-websocket-version: 13'],
        ['sec-websocket-version: 13', 'sec-websocket-key: x'],
        [
          'sec-websocket-version: 13',
          'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-protocol: \xff,,',
        ],
      ]),
    ]).subarray(0, -25 + Math.floor(chance() * 25)),
  'an upgrade to something else': () =>
    request([
      'GET /graphql HTTP/1.1',
      'host: x',
      'connection: upgrade',
      'upgrade: h2c',
      'http2-settings: AAMAAABkAARAAAAAAAIAAAAA',
    ]),
};

export interface FuzzedRequests {
  sent: number;
  /** How often each status was answered; none where the server only closed. */
  statuses: Record<string, number>;
  findings: Finding[];
}

/** Sends so many requests that are none, or nearly, and notes what must not be answered. */
export async function fuzzRequests(
  { server }: WatchedServer,
  { seed, count }: { seed: number; count: number },
): Promise<FuzzedRequests> {
  const chance = createChance(seed);
  const result: FuzzedRequests = { sent: 0, statuses: {}, findings: [] };
  const names = Object.keys(kinds);
  const work = async () => {
    while (result.sent < count) {
      // Each kind in turn, so that a short run has them all.
      const kind = names[result.sent++ % names.length] as string;
      const bytes = kinds[kind]?.(chance) ?? Buffer.alloc(0);
      const text = await answerTo(server.url, bytes);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      result.statuses[status || 'none'] = (result.statuses[status || 'none'] ?? 0) + 1;
      const fault = faultOf({ status, text });
      if (fault)
        result.findings.push({
          what: `${fault} to ${kind}`,
          operation: bytes.toString('latin1').slice(0, 300),
        });
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return result;
}

/** All that comes back, until the server closes or has been silent for a while. */
function answerTo(url: string, bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(150, () => socket.destroy());
    socket.on('data', (part) => (text += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
}
