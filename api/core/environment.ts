import path from 'node:path';
import { z } from 'zod';
import { addressOf, type ListenAddress } from './listenAddress.ts';
import { samplers, type TraceSampling } from './traceSampling.ts';

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

const positive = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_WAIT_SECONDS: z.coerce.number().int().min(0).default(180),
  DATABASE_REPLICA_URL: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(postgresUrl))
    .default([]),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  REDIS_PREFIX: z.string().min(1).max(60).default('dukou'),
  DATA_DIR: z.string().min(1).default('./data'),
  FILES_DIR: z.string().min(1).optional(),
  FILES_S3_URL: z.url({ protocol: /^https?$/ }).optional(),
  FILES_S3_REGION: z.string().min(1).default('auto'),
  FILES_S3_KEY_ID: z.string().min(1).optional(),
  FILES_S3_SECRET: z.string().min(1).optional(),
  CLAMAV_URL: z.url({ protocol: /^tcp$/ }).optional(),
  SECRET_KEY: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['text', 'json']).optional(),
  NODE_ENV: z.string().optional(),
  TRUST_PROXY: flag(false),
  ALLOW_PLAIN_HTTP: flag(false),
  ALLOW_DEMO_PASSWORDS: flag(false),
  DEMO_DATA: flag(true),
  SIGN_IN_FAILURES: positive(10),
  ENTRIES_PER_MINUTE: positive(120),
  UPLOADS_PER_MINUTE: positive(30),
  WEBHOOK_RETRY_SECONDS: positive(10),
  WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS: flag(false),
  API_REQUESTS_PER_MINUTE: positive(600),
  CONNECTIONS_PER_MINUTE: positive(12_000),
  MAX_RUNNING_OPERATIONS: positive(500),
  METRICS_ADDRESS: z
    .string()
    .regex(/^.+:\d{1,5}$/, 'must be host:port')
    .transform(addressOf)
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_SERVICE_NAME: z.string().default('dukou'),
  OTEL_TRACES_SAMPLER: z.enum(samplers).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  ARBITRARY_OPERATIONS: z.enum(['everybody', 'programs']).default('everybody'),
});

/** The variables that are read: each has a row in README's table. */
export const variableNames: readonly string[] = Object.keys(shape.shape);

/** An S3-compatible store's bucket, and who may use it. */
export interface Bucket {
  /** With the bucket in its path or in its host. */
  url: string;
  region: string;
  keyId: string;
  secret: string;
}

/** What the administrator configures; README's table explains each. */
export interface Environment {
  port: number;
  host: string;
  databaseUrl: string | undefined;
  /** How long the start waits for a server that does not answer. */
  databaseWaitSeconds: number;
  /** Read-only copies of that database, for what need not be of this second. */
  replicaUrls: readonly string[];
  redisUrl: string | undefined;
  /** What our names in Redis begin with, so that several products can share one. */
  redisPrefix: string;
  dataDir: string;
  /** Where the contents of images and files lie; all processes of a deployment share it. */
  filesDir: string;
  /** Where they lie instead of that folder, when it is configured. */
  bucket: Bucket | undefined;
  /** The clamd that scans what is uploaded: `tcp://host:3310`. */
  clamavUrl: string | undefined;
  /** With what secrets are sealed that must be read again; of the database when there is none. */
  secretKey: string | undefined;
  logLevel: string;
  logFormat: 'text' | 'json';
  /** Believe X-Forwarded-For, -Proto and -Host: only behind a proxy that sets them. */
  trustProxy: boolean;
  /** Real people are served: what lets everybody in is refused unless the next two say otherwise. */
  isProduction: boolean;
  /** Serve without TLS in front. */
  allowPlainHttp: boolean;
  /** Serve while demo agents have the password that everybody knows. */
  allowDemoPasswords: boolean;
  demoData: boolean;
  /** Failed sign-ins allowed per login and address in 15 minutes. */
  signInFailures: number;
  /** Entries to a site allowed per address and minute. */
  entriesPerMinute: number;
  /** Images and files that one person may upload in a minute. */
  uploadsPerMinute: number;
  /** The pause after the first failed call of a webhook; it doubles with each. */
  webhookRetrySeconds: number;
  /** Whether webhooks may go to private networks, and without TLS. */
  webhooksMayCallPrivateNetworks: boolean;
  /** Requests that one API token, or strangers from one address, may make in a minute. */
  apiRequestsPerMinute: number;
  /** WebSockets that may be opened from one address in a minute. */
  connectionsPerMinute: number;
  /** Queries and mutations that one process runs at the same time. */
  maxRunningOperations: number;
  /** Where Prometheus asks for `/metrics`; nowhere when there is none. */
  metricsAddress: ListenAddress | undefined;
  /** Where traces are sent by OTLP over HTTP; nowhere when there is none. */
  tracesEndpoint: string | undefined;
  traceServiceName: string;
  traceSampling: TraceSampling;
  /** Who may ask what our own clients do not: everybody, or programs by token and those who may explore the API. */
  arbitraryOperations: 'everybody' | 'programs';
}

/**
 * Reads and checks the process' environment; an empty variable counts as unset.
 * @throws Error whose message names each wrong variable and what it must be.
 */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse(given);
  if (!parsed.success)
    throw wrong(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const value = parsed.data;
  if (value.DATABASE_REPLICA_URL.length > 0 && value.DATABASE_URL === undefined)
    throw wrong(['DATABASE_REPLICA_URL: it needs DATABASE_URL']);
  return {
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    databaseWaitSeconds: value.DATABASE_WAIT_SECONDS,
    replicaUrls: value.DATABASE_REPLICA_URL,
    redisUrl: value.REDIS_URL,
    redisPrefix: value.REDIS_PREFIX,
    dataDir: path.resolve(value.DATA_DIR),
    filesDir: path.resolve(value.FILES_DIR ?? path.join(value.DATA_DIR, 'files')),
    bucket: bucketOf(value),
    clamavUrl: value.CLAMAV_URL,
    secretKey: value.SECRET_KEY,
    logLevel: value.LOG_LEVEL,
    logFormat: value.LOG_FORMAT ?? (process.stdout.isTTY ? 'text' : 'json'),
    trustProxy: value.TRUST_PROXY,
    isProduction: value.NODE_ENV === 'production',
    allowPlainHttp: value.ALLOW_PLAIN_HTTP,
    allowDemoPasswords: value.ALLOW_DEMO_PASSWORDS,
    demoData: value.DEMO_DATA,
    signInFailures: value.SIGN_IN_FAILURES,
    entriesPerMinute: value.ENTRIES_PER_MINUTE,
    uploadsPerMinute: value.UPLOADS_PER_MINUTE,
    webhookRetrySeconds: value.WEBHOOK_RETRY_SECONDS,
    webhooksMayCallPrivateNetworks: value.WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS,
    apiRequestsPerMinute: value.API_REQUESTS_PER_MINUTE,
    connectionsPerMinute: value.CONNECTIONS_PER_MINUTE,
    maxRunningOperations: value.MAX_RUNNING_OPERATIONS,
    metricsAddress: value.METRICS_ADDRESS,
    tracesEndpoint: value.OTEL_EXPORTER_OTLP_ENDPOINT,
    traceServiceName: value.OTEL_SERVICE_NAME,
    traceSampling: { sampler: value.OTEL_TRACES_SAMPLER, ratio: value.OTEL_TRACES_SAMPLER_ARG },
    arbitraryOperations: value.ARBITRARY_OPERATIONS,
  };
}

function bucketOf(value: z.output<typeof shape>): Bucket | undefined {
  const { FILES_S3_URL: url, FILES_S3_REGION: region, FILES_S3_KEY_ID, FILES_S3_SECRET } = value;
  if (url === undefined) return undefined;
  const keys = { FILES_S3_KEY_ID, FILES_S3_SECRET };
  const missing = Object.entries(keys).filter(([, key]) => key === undefined);
  if (missing.length > 0) throw wrong(missing.map(([name]) => `${name}: FILES_S3_URL needs it`));
  return { url, region, keyId: FILES_S3_KEY_ID ?? '', secret: FILES_S3_SECRET ?? '' };
}

function wrong(lines: readonly string[]): Error {
  return new Error(`The configuration is wrong:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
