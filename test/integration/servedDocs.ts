/** The documentation as an integrator has it: what the product serves, and nothing else of it. */
export class ServedDocs {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The operation of this name, as a guide shows it. @throws Error when it shows none */
  async operation(guide: string, name: string): Promise<string> {
    const page = await (await fetch(`${this.#url}/docs/${guide}`)).text();
    const blocks = [...page.matchAll(/<code class="language-graphql">([\s\S]*?)<\/code>/g)];
    const found = blocks
      .map(([, code = '']) => unescaped(code))
      .find((code) => new RegExp(`^(query|mutation|subscription) ${name}\\b`).test(code));
    if (!found) throw new Error(`The guide ${guide} shows no operation ${name}.`);
    return found;
  }

  /** The address of the API, as the guide names it. */
  async address(scheme: 'http' | 'ws'): Promise<string> {
    const page = await (await fetch(`${this.#url}/docs/first-steps`)).text();
    const found = new RegExp(`<code>(${scheme}s?://[^<]+/graphql)</code>`).exec(page)?.[1];
    if (!found) throw new Error(`No address for ${scheme}.`);
    return found;
  }
}

const unescaped = (html: string) =>
  html.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
