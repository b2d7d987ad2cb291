import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readEnvironment, variableNames } from '../../api/core/environment.ts';
import { assertTlsInFront } from '../../api/server/safeStart.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  environment?: Record<string, string>;
  volumes?: string[];
  configs?: { source: string }[];
  depends_on?: string[] | Record<string, unknown>;
  build?: { context: string; dockerfile: string };
  deploy?: { replicas: number };
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  configs?: Record<string, { content: string }>;
}
const compose = parse(read('.deploy/compose.yaml')) as Compose;
const withReplica = parse(read('.deploy/compose.replica.yaml')) as Compose;
const containerfile = read('.deploy/Containerfile');
const unknown = (names: string[]) => names.filter((name) => !variableNames.includes(name));
const valuesIn = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );

test('README’s table has a row for every variable', () => {
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
  expect(variableNames.filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
});

test('the compose file runs two processes behind a balancer, with settings, volumes and services that there are', () => {
  const { services, volumes } = compose;
  const { dukou } = services;
  expect(dukou?.deploy?.replicas).toBe(2);
  expect(unknown(Object.keys(dukou?.environment ?? {}))).toEqual([]);
  const named = Object.values(services).flatMap(({ volumes: used = [] }) =>
    used.map((one) => one.split(':')[0] ?? ''),
  );
  const missing = named.filter((name) => !(name in volumes) && !existsSync(join(root, '.deploy', name)));
  expect(missing).toEqual([]);
  const needed = Object.values(services).flatMap(({ depends_on = [] }) =>
    Array.isArray(depends_on) ? depends_on : Object.keys(depends_on),
  );
  expect(needed.filter((name) => !(name in services))).toEqual([]);
  const { context = '', dockerfile = '' } = dukou?.build ?? {};
  expect(existsSync(join(root, '.deploy', context, dockerfile))).toBe(true);
});

test('beside it, the replica’s file adds a copy of the database, and that it is read from', () => {
  const { services, volumes, configs = {} } = withReplica;
  const { DATABASE_REPLICA_URL: url = '' } = services.dukou?.environment ?? {};
  expect(unknown(Object.keys(services.dukou?.environment ?? {}))).toEqual([]);
  const host = /@([^:]+):5432\/dukou$/.exec(url)?.[1] ?? '';
  const used = services[host]?.volumes?.map((one) => one.split(':')[0] ?? '') ?? [];
  expect(used).toEqual(Object.keys(volumes));
  expect(used.filter((name) => name in compose.volumes)).toEqual([]);
  const sources = services.postgres?.configs?.map(({ source }) => source);
  expect(sources).toEqual(Object.keys(configs));
  expect(Object.keys(services).filter((name) => name !== host && !(name in compose.services))).toEqual([]);
});

test('the balancer asks where the image listens', () => {
  const port = /PORT=(\d+)/.exec(containerfile)?.[1];
  expect(port).toBeDefined();
  expect(read('.deploy/Caddyfile')).toContain(`dukou ${port}`);
  expect(containerfile).toContain(`EXPOSE ${port}`);
});

test('the image is made of what there is, and sets what is read', () => {
  const copied = [...containerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
    paths.split(' '),
  );
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const set = [...containerfile.matchAll(/([A-Z_]+)=\S+/g)].map(([, name = '']) => name);
  expect(unknown(set)).toEqual([]);
});

test('the systemd unit starts the product with settings that are read', () => {
  const unit = read('.deploy/dukou.service');
  const set = [...unit.matchAll(/^Environment=(.+)$/gm)].flatMap(([, all = '']) => all.split(' '));
  expect(unknown(set.map((one) => one.split('=')[0] ?? ''))).toEqual([]);
  const started = /^ExecStart=\S+ (\S+)$/m.exec(unit)?.[1] ?? '';
  expect(existsSync(join(root, started))).toBe(true);
});

test('both are in production, behind what ends TLS, and without the demo: the product starts as they are', () => {
  const ofImage = valuesIn(/^ENV (.+)$/m.exec(containerfile)?.[1] ?? '');
  const { TRUST_PROXY = '' } = compose.services.dukou?.environment ?? {};
  const ofUnit = valuesIn(/^Environment=(.+)$/m.exec(read('.deploy/dukou.service'))?.[1] ?? '');
  for (const variables of [{ ...ofImage, TRUST_PROXY }, ofUnit]) {
    const environment = readEnvironment(variables);
    expect(environment).toMatchObject({ isProduction: true, demoData: false });
    expect(() => assertTlsInFront(environment)).not.toThrow();
  }
});
