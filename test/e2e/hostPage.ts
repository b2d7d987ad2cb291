import { once } from 'node:events';
import { createServer } from 'node:http';
import { AllowOriginsDocument, SiteKeysDocument } from '../support/gql/generated.ts';
import { expectAnswer, signInAs } from '../support/people.ts';

/** A clinic's web site that embeds the widget. */
export interface HostSite {
  /** Where its only page is. */
  url: string;
  close: () => Promise<void>;
}

/** A page as an organisation has one, with a button to see whether it still works; and the same without the widget. */
export function hostPage(serverUrl: string, siteKey: string, hasWidget = true): string {
  const widget = `<script src="${serverUrl}/widget.js" data-site="${siteKey}" async></script>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>A clinic</title>
    <link rel="icon" href="data:," />
    <meta name="description" content="A clinic" />
    ${hasWidget ? widget : ''}
  </head>
  <body>
    <main>
      <h1>A clinic</h1>
      <button onclick="this.textContent = 'pressed'">press me</button>
    </main>
  </body>
</html>`;
}

/** Serves such a page on a port of its own, which is an origin of its own. */
export async function startHostSite(serverUrl: string, siteKey = 'demo'): Promise<HostSite> {
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(hostPage(serverUrl, siteKey, !url?.includes('without')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Lets the demo site's widget be shown on pages of an origin. */
export async function allowOrigin(serverUrl: string, origin: string): Promise<void> {
  const admin = await signInAs(serverUrl, 'admin');
  const { sites } = await admin.execute(SiteKeysDocument);
  const siteId = sites.find(({ key }) => key === 'demo')?.id ?? '';
  const { updateSite } = await admin.execute(AllowOriginsDocument, { siteId, allowedOrigins: [origin] });
  expectAnswer(updateSite, 'Site');
}
