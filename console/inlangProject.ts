// Writes project.inlang/settings.json, which says in which languages paraglide compiles the texts: a language of the
// console is a file in messages/, and nothing else.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';

/** What is shown to whoever understands none of the languages that there are. */
const baseLocale = 'zh-CN';

const files = readdirSync(join(import.meta.dirname, 'messages'));
const others = files.map((file) => parse(file).name).filter((locale) => locale !== baseLocale);
const settings = {
  $schema: 'https://inlang.com/schema/project-settings',
  baseLocale,
  locales: [baseLocale, ...others.sort()],
  modules: ['../node_modules/@inlang/plugin-message-format/dist/index.js'],
  'plugin.inlang.messageFormat': { pathPattern: './messages/{locale}.json' },
};
const folder = join(import.meta.dirname, 'project.inlang');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
