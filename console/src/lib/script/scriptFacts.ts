import type { ManagedScriptFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldsOf, hoursText } from './scriptText.ts';

/** What is to be known of a script besides its words: where, to what, when and how often it speaks. */
export function scriptFacts(script: ManagedScriptFragment): string[] {
  const { kind, site, keywords, keywordMatch, delaySeconds, hours, mayFollowAgent, timesPerSession } = script;
  const fields = fieldsOf(kind);
  const words = keywords.join(m.list_comma());
  const facts = [
    site?.name,
    fields.keywords &&
      (keywordMatch === 'ALL' && keywords.length > 1
        ? m.script_fact_all({ keywords: words })
        : m.script_fact_any({ keywords: words })),
    kind === 'GREETING' && delaySeconds > 0 && m.script_fact_delay({ seconds: delaySeconds }),
    kind === 'NUDGE' && m.script_fact_silence({ seconds: delaySeconds }),
    fields.hours && hours !== 'ALWAYS' && hoursText(hours),
    timesPerSession > 1 && m.script_fact_times({ count: timesPerSession }),
    mayFollowAgent && m.script_fact_follows(),
  ];
  return facts.filter((fact): fact is string => typeof fact === 'string');
}
