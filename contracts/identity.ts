/** A key pair with which the plugin signs; receivers verify with the public part alone. */
export interface Identity {
  name: string;
  /** `whpk_` and base64, as the Standard Webhooks specification writes ed25519 keys. */
  publicKey: string;
}
