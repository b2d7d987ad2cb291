import { describe, expect, it } from 'vitest';
import { linkParts } from '#lib/ui/links.ts';

const linksIn = (text: string) => linkParts(text).flatMap(({ text, href }) => (href ? [[text, href]] : []));

describe('an address in a text', () => {
  it.each([
    ['see https://example.com/a?b=1.', [['https://example.com/a?b=1', 'https://example.com/a?b=1']]],
    ['地址：https://example.com/预约页面', [['https://example.com/', 'https://example.com/']]],
    ['看www.example.com，谢谢', [['www.example.com', 'http://www.example.com']]],
    ['mail a@example.com', [['a@example.com', 'mailto:a@example.com']]],
    ['javascript:alert(1) data:text/html,x ftp://example.com', []],
    ['价格是12.5元，电话13912345678', []],
  ])('is a link that leads to the web or to mail only: %s', (text, links) => {
    expect(linksIn(text)).toEqual(links);
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
