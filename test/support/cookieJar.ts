/** The cookies of one client and one server: enough of a browser's jar for names, values and ends. */
export class CookieJar {
  readonly #values = new Map<string, string>();

  /** Takes over what `Set-Cookie` headers say. */
  take(headers: string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const isOver = attributes.some(
        (attribute) =>
          /^max-age=(0|-\d+)$/i.test(attribute) ||
          (/^expires=/i.test(attribute) && Date.parse(attribute.slice('expires='.length)) <= Date.now()),
      );
      if (isOver) this.#values.delete(name);
      else this.#values.set(name, pair.slice(name.length + 1));
    }
  }

  get all(): { name: string; value: string }[] {
    return [...this.#values].map(([name, value]) => ({ name, value }));
  }

  /** What a browser would send back; empty without cookies. */
  get header(): string {
    return this.all.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
}
