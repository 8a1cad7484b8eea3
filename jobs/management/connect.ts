import { readIdentity, tokensOf, type TokenSource } from "../identity/token-source";
import { KINDS, type ProcessVariables, type Variables } from "../job/variables";
import { ArmClient, type ResourceManager } from "./arm-client";
import { RestClient } from "./rest-client";
import type { TokenCredential } from "@azure/identity";

const ARM = new URL("https://management.azure.com");

/** Who the job is and where it finds Azure's management interface. */
export interface AzureAccess {
  readonly credential: TokenCredential;
  readonly tokens: TokenSource;
  manager(signal: AbortSignal): ResourceManager;
}

/** Reads the variables of the job's identity and of Azure's management interface. */
export function readAzureAccess(variables: Variables, given: ProcessVariables): AzureAccess {
  const credential = readIdentity(variables, given);
  const endpoint = variables.optional("MANAGEMENT_ENDPOINT", KINDS.endpoint) ?? ARM;
  const tokens = tokensOf(credential);
  return {
    credential,
    tokens,
    manager: (signal) => new ArmClient(endpoint, new RestClient({ tokens, scope: `${ARM.origin}/.default`, signal })),
  };
}
