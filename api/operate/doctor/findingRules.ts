/** What was found out about one matter. */
export interface Finding {
  /** The matter, in a word or two. */
  about: string;
  /** Well; well, but worth knowing; or something must be done. */
  verdict: 'fine' | 'note' | 'problem';
  says: string;
  /** What to do about it. */
  todo?: string;
}

export function fine(about: string, says: string): Finding {
  return { about, verdict: 'fine', says };
}

export function note(about: string, says: string, todo?: string): Finding {
  return todo === undefined ? { about, verdict: 'note', says } : { about, verdict: 'note', says, todo };
}

export function problem(about: string, says: string, todo: string): Finding {
  return { about, verdict: 'problem', says, todo };
}

const signs: Record<Finding['verdict'], string> = { fine: '✓', note: '·', problem: '✗' };
const aboutWidth = 16;

/** Findings as lines to read, what must be done about them counted at the end. */
export function reportOf(findings: readonly Finding[]): string[] {
  const indent = ' '.repeat(aboutWidth + 4);
  const lines = findings.flatMap(({ about, verdict, says, todo }) => [
    `  ${signs[verdict]} ${about.padEnd(aboutWidth)}${says}`,
    ...(todo === undefined ? [] : [`${indent}→ ${todo}`]),
  ]);
  const count = findings.filter(({ verdict }) => verdict === 'problem').length;
  const end =
    count === 0 ? 'All is well.' : count === 1 ? 'One thing must be done.' : `${count} things must be done.`;
  return [...lines, '', end];
}

/** 0 when all is well, 1 when something must be done. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 {
  return findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0;
}
