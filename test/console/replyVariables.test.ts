import { describe, expect, it } from 'vitest';
import { fillVariables } from '#lib/message/textVariables.ts';
import { valuesIn } from '#lib/quickReply/replyVariables.ts';
import { buildSession } from './build.ts';

const values = { 'visitor.nickname': '小$&明', 'agent.name': '李医生', 'site.name': '官网' };

describe('the variables of a quick reply', () => {
  it('are filled in, as often as they are written and with spaces too', () => {
    const text = '{{visitor.nickname}}您好，我是{{site.name}}的{{ agent.name }}。{{agent.name}}为您服务';

    expect(fillVariables(text, values)).toBe('小$&明您好，我是官网的李医生。李医生为您服务');
  });

  it('stay as they are written when nobody knows them', () => {
    for (const text of [
      '{{visitor.phone}}',
      '{{}}',
      '{{toString}}',
      '{agent.name}',
      '{{agent.name',
      '{{{x}}}',
    ])
      expect(fillVariables(text, values)).toBe(text);
  });

  it('are not looked for in what was filled in', () => {
    expect(fillVariables('{{visitor.nickname}}', { ...values, 'visitor.nickname': '{{site.name}}' })).toBe(
      '{{site.name}}',
    );
  });

  it('name the agent whom the visitor sees, also when a colleague assists', () => {
    const own = buildSession('a');
    const assisted = buildSession('a', { owner: { __typename: 'Agent', id: 'wang', displayName: '王医生' } });

    expect(valuesIn(own, { displayName: '李医生' })).toEqual({
      'visitor.nickname': '1000a',
      'agent.name': '李医生',
      'site.name': '官网',
    });
    expect(valuesIn(assisted, { displayName: '李医生' })['agent.name']).toBe('王医生');
  });
});
