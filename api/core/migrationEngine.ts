import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

export type MigrationEngine = bindings.SchemaEngine;

let loaded: Promise<void> | undefined;

/** Importing the package's main module would print a warning about WebAssembly modules; this does the same by hand. */
async function load(): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = await readFile(path.join(path.dirname(script), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': engineImports() });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

function engineImports(): WebAssembly.ModuleImports {
  const imports = Object.entries({ ...bindings } as WebAssembly.ModuleImports).map(([name, value]) =>
    // The engine's time limit of ten seconds is never cleared; it must not keep a finished process alive.
    name.startsWith('__wbg_setTimeout') ? [name, unreferencedTimeout] : [name, value],
  );
  return Object.fromEntries(imports) as WebAssembly.ModuleImports;
}

function unreferencedTimeout(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(callback, milliseconds >>> 0).unref();
}

/** Lets Prisma's migration engine work on a database, and frees it afterwards. */
export async function withMigrationEngine<T>(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: MigrationEngine) => Promise<T>,
): Promise<T> {
  await (loaded ??= load());
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}
