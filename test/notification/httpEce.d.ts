declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';
  /** Opens what was encrypted by RFC 8188, with a browser's keys. */
  function decrypt(
    sealed: Buffer,
    keys: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string },
  ): Buffer;
  const ece: { decrypt: typeof decrypt };
  export default ece;
}
