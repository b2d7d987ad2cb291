import { errorText } from './errorText.ts';

/** The PostgreSQL server cannot be reached or refuses; the text says what to check. It never holds the password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
  /** Whether it may come by itself: who starts together with it waits. */
  readonly isPassing: boolean;

  constructor(databaseUrl: string, cause: unknown) {
    const { host, pathname } = new URL(databaseUrl);
    const reasons = reasonsOf(cause);
    const codes = reasons.map(codeOf);
    const said = reasons.map((one) => errorText(one)).join('; ');
    const advice = adviceFor(codes) ?? 'Check DATABASE_URL.';
    super(`The database ${host}${pathname} of DATABASE_URL cannot be opened: ${said}. ${advice}`, { cause });
    this.isPassing = reasons.every(isPassing);
  }
}

/** Whoever tries several addresses has a reason for each. */
function reasonsOf(cause: unknown): unknown[] {
  return cause instanceof AggregateError && cause.errors.length > 0 ? cause.errors : [cause];
}

/** The code of Node.js or of PostgreSQL; `pg` gives none to what it notices itself. */
function codeOf(reason: unknown): string | undefined {
  return reason instanceof Error && 'code' in reason ? String(reason.code) : undefined;
}

/** PostgreSQL's codes (SQLSTATE) and those of Node.js, with what to check. */
const advice: [codes: string[], text: string][] = [
  [['28P01', '28000'], 'Check the user and the password in DATABASE_URL, and that pg_hba.conf lets them in.'],
  [['3D000'], 'Create the database, or correct its name at the end of DATABASE_URL.'],
  [['42501'], 'The user of DATABASE_URL may not use this database: let them own it.'],
  [['53300'], 'Raise max_connections of the server, or run fewer processes.'],
  [['57P01', '57P02', '57P03'], 'The server is starting or stopping.'],
  [['ECONNREFUSED'], 'Check that PostgreSQL runs, and the host and port in DATABASE_URL.'],
  [['ENOTFOUND', 'EAI_AGAIN'], 'Check the host in DATABASE_URL: no machine of that name is found.'],
  [
    ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
    'Check the host and port in DATABASE_URL, and that no firewall is in between.',
  ],
];

function adviceFor(codes: readonly (string | undefined)[]): string | undefined {
  return advice.find(([known]) => codes.some((code) => code !== undefined && known.includes(code)))?.[1];
}

function isPassing(reason: unknown): boolean {
  const code = codeOf(reason);
  if (code !== undefined) return passing.has(code);
  return reason instanceof Error && /timeout|terminated/i.test(reason.message);
}

/** What goes away by itself when the server has started, or its name is known in the network. */
const passing = new Set([
  '53300',
  '57P01',
  '57P02',
  '57P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
