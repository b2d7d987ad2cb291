import { randomUUID } from 'node:crypto';
import { print } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironment } from '../../api/core/environment.ts';
import { SendMessageDocument, SessionListEventsDocument } from '../support/gql/generated.ts';
import { demoPassword, enterAsVisitor, signInAs } from '../support/people.ts';
import { startServer, type Server } from '../support/server.ts';
import { startTraceCollector, type CollectedSpan, type TraceCollector } from '../support/traceCollector.ts';

/** Has the process say what the product itself loads of OpenTelemetry. */
const sayingWhatIsLoaded = `--import=data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ resolve(specifier, context, next) {
    if (specifier.startsWith('@opentelemetry/') && !context.parentURL.includes('/node_modules/'))
      console.error('loads ' + specifier);
    return next(specifier, context);
  } });`)}`;
const loaded = ({ logLines }: Server) => logLines.filter((line) => line.startsWith('loads @opentelemetry/'));

let collector: TraceCollector;
let server: Server;
beforeAll(async () => {
  collector = await startTraceCollector();
  server = await startServer({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, NODE_OPTIONS: sayingWhatIsLoaded },
  });
});
afterAll(async () => {
  await server.dispose();
  await collector.stop();
});

const attributesOf = ({ attributes }: CollectedSpan) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
/** Spans are sent a few seconds after they ended. */
const sent = (choose: (span: CollectedSpan) => boolean) =>
  expect.poll(() => collector.spans.find(choose), { timeout: 15_000 }).toBeDefined();

test('a message sent is a trace that goes on the sender’s: request, operation, statements, publishing; no text in it', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const text = '我的电话是13912345678，请保密';
  const [traceId, parentId] = [randomUUID().replaceAll('-', ''), 'b7ad6b7169203331'];
  const input = { sessionId: entry.session.id, clientId: randomUUID(), text };
  const body = JSON.stringify({ query: print(SendMessageDocument), variables: { input } });
  await client.post(body, { traceparent: `00-${traceId}-${parentId}-01` });
  await sent((span) => span.traceId === traceId && span.name === 'POST /graphql');

  const spans = collector.spans.filter((span) => span.traceId === traceId);
  const request = spans.find(({ name }) => name === 'POST /graphql');
  expect(request?.parentSpanId).toBe(parentId);
  expect(request && attributesOf(request)).toEqual({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'http.response.status_code': 200,
  });
  const operation = spans.find(({ name }) => name === 'mutation SendMessage');
  expect(operation?.parentSpanId).toBe(request?.spanId);
  const inOperation = spans.filter(({ parentSpanId }) => parentSpanId === operation?.spanId);
  const published = inOperation.find(({ name }) => name === 'publish');
  expect(published && attributesOf(published)).toMatchObject({
    'dukou.event_types': expect.stringContaining('MessageSent') as string,
  });
  const ids = new Set(spans.map(({ spanId }) => spanId));
  expect(spans.filter(({ parentSpanId = '' }) => !ids.has(parentSpanId))).toEqual([request]);
  const statements = spans.map((span) => attributesOf(span)['db.query.text']);
  expect(statements.some((statement) => String(statement).includes('"lastSeq" = s."lastSeq" + 1'))).toBe(
    true,
  );

  const all = collector.bodies.join('\n');
  for (const secret of [text, '13912345678', entry.session.id, entry.visitorSecret, input.clientId])
    expect(all).not.toContain(secret);
});

test('a transaction is a span, with its statements in it; names that programs make up are not told', async () => {
  const agent = await signInAs(server.url, 'lin');
  const query = 'query InventedByAProgram { currentAgent { login } }';
  await agent.post(JSON.stringify({ query }));
  await sent((span) => span.name === 'query' && attributesOf(span)['graphql.operation.name'] === 'other');
  await sent(({ name }) => name === 'transaction');
  const transactions = collector.spans.filter(({ name }) => name === 'transaction');
  for (const { spanId, status } of transactions) {
    expect(status.code ?? 0).not.toBe(2);
    expect(collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId)).not.toEqual([]);
  }
  const all = collector.bodies.join('\n');
  for (const secret of ['InventedByAProgram', demoPassword, agent.cookies.header])
    expect(all).not.toContain(secret);
});

test('a stream over a WebSocket is a trace of its beginning, and nothing is traced that nobody asked for', async () => {
  const agent = await signInAs(server.url, 'wang');
  await agent.subscribe(SessionListEventsDocument, {}).next(() => true);
  await sent(({ name }) => name === 'subscription SessionListEvents');
  await agent.close();
  const roots = collector.spans.filter(({ parentSpanId }) => !parentSpanId).map(({ name }) => name);
  expect(new Set(roots)).toEqual(new Set(['POST /graphql', 'subscription SessionListEvents']));
});

test('what is not sent yet is sent when the process stops', async () => {
  const before = collector.spans.length;
  await signInAs(server.url, 'supervisor');
  await server.stop();
  const names = collector.spans.slice(before).map(({ name }) => name);
  expect(names).toContain('mutation SignIn');
  expect(loaded(server)).not.toEqual([]);
});

test('without the setting nothing of it is loaded', async () => {
  await using plain = await startServer({ environment: { NODE_OPTIONS: sayingWhatIsLoaded } });
  await signInAs(plain.url, 'lin');
  expect(loaded(plain)).toEqual([]);
});

test('where a sampler says so, traces are not recorded', async () => {
  const silent = await startTraceCollector();
  const server = await startServer({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: silent.url, OTEL_TRACES_SAMPLER: 'always_off' },
  });
  await signInAs(server.url, 'lin');
  await server.dispose();
  await silent.stop();
  expect(silent.spans).toEqual([]);
  expect(() => readEnvironment({ OTEL_TRACES_SAMPLER: 'sometimes' })).toThrow('OTEL_TRACES_SAMPLER');
});
