import { expect, test } from 'vitest';
import {
  accountFrom,
  isIssuer,
  isWelcome,
  pageWithin,
  takesPassword,
} from '../../api/singleSignOn/singleSignOnRules.ts';

const onlyWay = { isEnabled: true, isOnlyWay: true, keptAgentId: 'kept', isKeptAgentThere: true };
const agent = (id: string, managesSettings = false) => ({ id, managesSettings });

test('passwords are everybody’s, unless the provider is the only way', () => {
  expect(takesPassword(null, agent('x'))).toBe(true);
  expect(takesPassword({ ...onlyWay, isOnlyWay: false }, agent('x'))).toBe(true);
  expect(takesPassword({ ...onlyWay, isEnabled: false }, agent('x'))).toBe(true);
  expect(takesPassword(onlyWay, agent('x', true))).toBe(false);
  expect(takesPassword(onlyWay, agent('kept'))).toBe(true);
});

test('when the one who was kept for emergencies is gone, those who could switch it off are let in', () => {
  const gone = { ...onlyWay, isKeptAgentThere: false };
  expect([takesPassword(gone, agent('x')), takesPassword(gone, agent('x', true))]).toEqual([false, true]);
});

test('only addresses that the provider has verified count, whatever their capitals', () => {
  const account = (email: string, email_verified: unknown) =>
    accountFrom({ iss: 'https://id.example', sub: '1', email, email_verified });
  expect(account('Lin@Clinic.example', true)).toMatchObject({ email: 'lin@clinic.example' });
  for (const unsure of [false, undefined, 'true', 1])
    expect(account('lin@clinic.example', unsure)).toMatchObject({ email: null, label: 'lin@clinic.example' });
  const lin = account('lin@clinic.example', true);
  expect([isWelcome(lin, []), isWelcome(lin, ['clinic.example']), isWelcome(lin, ['example'])]).toEqual([
    true,
    true,
    false,
  ]);
});

test('what userinfo adds never replaces what the signed token says', () => {
  const token = { iss: 'https://id.example', sub: '1', email: 'lin@clinic.example', email_verified: true };
  expect(accountFrom(token, { sub: '2', email: 'admin@clinic.example' })).toMatchObject({
    subject: '1',
    email: 'lin@clinic.example',
  });
});

test('providers are reached by HTTPS, or on this machine', () => {
  expect(
    ['https://id.example/realms/a', 'http://localhost:8080', 'http://127.0.0.1:1'].map(isIssuer),
  ).toEqual([true, true, true]);
  expect(['http://id.example', 'https://a:b@id.example', 'ftp://id.example', ''].map(isIssuer)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('the way back is a page of the console', () => {
  expect(pageWithin('/sessions/1?list=TALKING')).toBe('/sessions/1?list=TALKING');
  for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', '', null, '/a b'])
    expect(pageWithin(path)).toBe('/');
});
