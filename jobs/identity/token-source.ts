import { ManagedIdentityCredential, WorkloadIdentityCredential, type TokenCredential } from "@azure/identity";
import { KINDS, type ProcessVariables, type Variables } from "../job/variables";

/** Gives an access token for a scope such as `https://management.azure.com/.default`. */
export type TokenSource = (scope: string, signal: AbortSignal) => Promise<string>;

/**
 * The identity that the platform gave to this container: a federated token where there is one (AKS), else its managed
 * identity. Nothing else is tried, so that a job never runs as somebody else.
 */
export function readIdentity(variables: Variables, given: ProcessVariables): TokenCredential {
  const clientId = variables.required("AZURE_CLIENT_ID", KINDS.text);
  const tokenFilePath = given["AZURE_FEDERATED_TOKEN_FILE"];
  if (tokenFilePath === undefined || tokenFilePath === "") return new ManagedIdentityCredential({ clientId });
  const tenantId = variables.required("AZURE_TENANT_ID", KINDS.text);
  const authorityHost = given["AZURE_AUTHORITY_HOST"];
  // A credential checks what it is made of; what is missing has been remembered and is reported with the rest.
  return new WorkloadIdentityCredential({
    clientId: variables.has("AZURE_CLIENT_ID") ? clientId : "missing",
    tenantId: variables.has("AZURE_TENANT_ID") ? tenantId : "missing",
    tokenFilePath,
    ...(authorityHost !== undefined && { authorityHost }),
  });
}

/** Tokens of a credential, which keeps them until they are about to expire. */
export function tokensOf(credential: TokenCredential): TokenSource {
  return async (scope, signal) => {
    const token = await credential.getToken(scope, { abortSignal: signal });
    if (token === null) throw new Error(`No token for ${scope}: the identity is not set up for this job.`);
    return token.token;
  };
}
