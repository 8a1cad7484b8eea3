/**
 * Hosts of public sign-in providers that a platform reaches itself: token and key endpoints.
 *
 * Source: the providers' own discovery documents (OpenID Connect Discovery 1.0). With SAML the user's browser carries
 * every message, so the platform reaches nobody.
 */
export const SIGN_IN_HOSTS = {
  microsoft: ["login.microsoftonline.com", "graph.microsoft.com"],
  google: ["accounts.google.com", "oauth2.googleapis.com", "www.googleapis.com"],
  saml: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
