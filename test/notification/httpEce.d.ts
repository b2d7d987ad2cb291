declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';
  const ece: {
    /** Opens what was encrypted by RFC 8188, with a browser's keys. */
    decrypt(sealed: Buffer, keys: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Buffer;
  };
  export default ece;
}
