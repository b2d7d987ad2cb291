import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LaunchOptions, chromium } from 'playwright-core';

const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');

/**
 * How to launch a Chromium that `npm ci` brought along (Linux on x64), or else one that this machine has.
 * The package's own arguments are left out on purpose: they switch off what the tests are about, the same-origin rule.
 */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  const args = [
    '--disable-gpu',
    '--disable-dev-shm-usage',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  if (process.env.CHROMIUM_PATH) return { args, executablePath: process.env.CHROMIUM_PATH };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpackedChromium();
    return {
      args: [...args, '--no-sandbox'],
      executablePath: join(folder, 'chromium'),
      env: { ...librariesFor(folder), ...fontsFor(folder) },
    };
  }
  const own = [chromium.executablePath(), '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  return own ? { args, executablePath: own } : { args, channel: 'chrome' };
}

/** Unpacks once for each version; the rename at the end makes it safe that several processes do so at once. */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `dukou-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const { inflate } = await import('@sparticuz/chromium');
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}-`);
  // `inflate` writes into the temporary folder, and that is what this variable moves.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = partial;
  try {
    const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(archives.map((archive) => inflate(join(packed, 'bin', archive))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await rename(partial, folder).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  });
  return folder;
}

/** Lends the libraries that the package brings to a machine that lacks them. */
function librariesFor(folder: string): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const linked = execFileSync('ldd', [join(folder, 'chromium')], { encoding: 'utf8' });
  if (linked.includes('not found')) {
    env.LD_LIBRARY_PATH = [env.LD_LIBRARY_PATH, join(folder, 'al2023/lib')].filter(Boolean).join(':');
  }
  return env;
}

/** Text looks and wraps the same on every machine: with the package's font and ours, whatever else there is. */
function fontsFor(folder: string): Record<string, string> {
  return {
    FONTCONFIG_FILE: join(import.meta.dirname, 'fonts/fonts.conf'),
    XDG_DATA_HOME: join(folder, 'fonts'),
    // Else what the machine has of the same name is taken before ours.
    XDG_DATA_DIRS: join(folder, 'none'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
}
