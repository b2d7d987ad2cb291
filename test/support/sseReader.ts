/** Reads a stream of server-sent events as text, as `curl -N` shows it. */
export class SseReader {
  readonly contentType: string;
  /** All that came so far. */
  text = '';
  /** Resolves to all that came, when the server ends the stream. */
  readonly ended: Promise<string>;
  readonly #controller: AbortController;

  private constructor(response: Response, controller: AbortController) {
    this.contentType = response.headers.get('content-type') ?? '';
    this.#controller = controller;
    this.ended = this.#read(response).catch(() => this.text);
  }

  /** Opens one in the distinct connections mode: one request, one operation. */
  static async open(url: string, authorization: string, operation: object): Promise<SseReader> {
    const controller = new AbortController();
    const headers = { authorization, 'content-type': 'application/json', accept: 'text/event-stream' };
    const body = JSON.stringify(operation);
    const response = await fetch(url, { method: 'POST', headers, body, signal: controller.signal });
    return new SseReader(response, controller);
  }

  async #read(response: Response): Promise<string> {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? [])
      this.text += decoder.decode(chunk as Uint8Array, { stream: true });
    return this.text;
  }

  /** @throws Error with what came instead */
  async untilHeard(words: string, withinMs = 5_000): Promise<void> {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
      if (this.text.includes(words)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no ${words} in ${this.text}`);
  }

  async close(): Promise<void> {
    this.#controller.abort();
    await this.ended;
  }
}
