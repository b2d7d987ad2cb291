import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../api/agent/password.ts';

describe('a password', () => {
  it('is kept as argon2id with the parameters and a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('渡口 42'), hashPassword('渡口 42')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain('渡口');
  });

  it('opens with itself and with nothing else', async () => {
    const hash = await hashPassword('dukou-demo');
    expect(await verifyPassword('dukou-demo', hash)).toBe(true);
    for (const wrong of ['', 'dukou-dem', 'dukou-demo ', 'Dukou-demo', hash]) {
      expect(await verifyPassword(wrong, hash)).toBe(false);
    }
  });

  it('opens however the keyboard composed its letters', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  it('opens a hash that another program made with other parameters', async () => {
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', hash)).toBe(true);
    expect(await verifyPassword('differentpassword', hash)).toBe(false);
  });

  it('is not compared with what is no argon2id hash', async () => {
    for (const broken of ['', 'dukou-demo', '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA']) {
      await expect(verifyPassword('dukou-demo', broken)).rejects.toThrow('no argon2id hash');
    }
  });

  it('is hashed without holding up the event loop', async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    await Promise.all([hashPassword('a'), hashPassword('b'), hashPassword('c')]);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
  });
});
