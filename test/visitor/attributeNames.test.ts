import { expect, test } from 'vitest';
import { attributeList, attributesShape, changedAttributes } from '../../api/visitor/attributeRules.ts';

test.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])(
  'a name that JavaScript knows itself is an attribute like any other: %s',
  (name) => {
    const said = attributesShape.parse(JSON.parse(`{ "${name}": "polluted" }`));
    const kept = changedAttributes({}, said) ?? {};
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(said)).toBe(Object.prototype);
    for (const { value } of attributeList(kept)) expect(value).toBe('polluted');
  },
);
