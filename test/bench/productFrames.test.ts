import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { VISITOR, type DriverListener } from './driver.ts';
import { carriesText, clientIdOf, wireText } from './frames.ts';
import * as documents from './productDocuments.ts';
import { readProductFrame } from './productFrames.ts';

/** What a frame makes the reader say, as a list of calls. */
function readingOf(frame: object): unknown[][] {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void calls.push([name, ...values]);
  const listener: DriverListener = {
    entered: note('entered'),
    accepted: note('accepted'),
    refused: note('refused'),
    delivered: (...values) => calls.push(['delivered', ...values.slice(0, 4)]),
    broken: note('broken'),
  };
  readProductFrame(Buffer.from(JSON.stringify(frame)), VISITOR, listener, {
    acknowledged: note('acknowledged'),
    streamBegan: note('streamBegan'),
    pinged: note('pinged'),
  });
  return calls;
}

const next = (id: string, data: object) => ({ id, type: 'next', payload: { data } });
const delivery = (text: string) =>
  next('e12', {
    sessionEvents: {
      __typename: 'MessageSent',
      message: { id: '0a', seq: 5, clientId: clientIdOf(42), text },
    },
  });

describe('what the generator says and reads', () => {
  it.each(Object.entries(documents))('%s is valid in the committed schema', (_name, document) => {
    const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
    expect(validate(schema, parse(document))).toEqual([]);
  });

  it('reads a delivered message, whatever its text pretends to be', () => {
    const text = `"seq":9,"clientId":"${clientIdOf(7)}" "sendMessage":{"__typename":"Message"} "id":"e3" 你好`;
    expect(readingOf(delivery(text))).toEqual([['delivered', 12, VISITOR, 42, 5]]);
  });

  it('compares texts byte by byte', () => {
    const text = '你好 "😀" \\ \n';
    const frame = Buffer.from(JSON.stringify(delivery(text))).toString('latin1');
    expect(carriesText(frame, wireText(JSON.stringify(text)))).toBe(true);
    expect(carriesText(frame, wireText(JSON.stringify(`${text}!`)))).toBe(false);
  });

  it('tells accepted, refused and failed sends apart', () => {
    const accepted = next('m42', {
      sendMessage: { __typename: 'Message', id: '0a', seq: 5, clientId: clientIdOf(42) },
    });
    const refused = next('m42', { sendMessage: { __typename: 'SessionEndedError', code: 'SESSION_ENDED' } });
    const failed = {
      id: 'm42',
      type: 'error',
      payload: [{ message: 'No', extensions: { code: 'NOT_SIGNED_IN' } }],
    };
    expect([accepted, refused, failed].flatMap(readingOf)).toEqual([
      ['accepted', 42, 5],
      ['refused', 42, 'SESSION_ENDED'],
      ['refused', 42, 'NOT_SIGNED_IN'],
    ]);
  });

  it('takes the end of a stream and an unknown frame for a fault, the end of a send for none', () => {
    expect(readingOf({ id: 'm42', type: 'complete' })).toEqual([]);
    expect(readingOf({ id: 'e12', type: 'complete' })).toEqual([
      ['broken', 'the stream of session 12 ended'],
    ]);
    expect(readingOf({ type: 'surprise' })).toEqual([['broken', 'unexpected frame: {"type":"surprise"}']]);
  });

  it('sees that a stream has begun by its first event', () => {
    const first = next('e12', {
      sessionEvents: { __typename: 'SessionChanged', session: { id: '0a', lastSeq: 4 } },
    });
    expect(readingOf(first)).toEqual([['streamBegan', 12]]);
  });
});
