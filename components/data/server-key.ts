import * as sql from "@pulumi/azure-native/sql";
import type { sql as inputs } from "@pulumi/azure-native/types/input";
import type { ComponentResource, Input, Resource } from "@pulumi/pulumi";
import { parseCustomerKey, serverKeyName } from "../../azure/customer-keys";

/** With which key, and as whom, a database server encrypts what is on it. */
export interface ServerKeyArgs {
  /** Identity that people have let to the key: reading it, wrapping and unwrapping with it, and nothing else. */
  readonly identityId: Input<string>;
  /**
   * Addresses of versions of the key, the one that encrypts first, then those under which backups were made. With none,
   * Azure's own key encrypts.
   */
  readonly versions: readonly string[];
}

/** The identity of a server that works with a key of its tenant's own. */
export function serverIdentity({ identityId }: ServerKeyArgs): {
  readonly identity: inputs.ResourceIdentityArgs;
  readonly primaryUserAssignedIdentityId: Input<string>;
} {
  return {
    identity: { type: "UserAssigned", userAssignedIdentities: [identityId] },
    primaryUserAssignedIdentityId: identityId,
  };
}

interface KeyedServer {
  readonly resourceGroupName: Input<string>;
  readonly server: sql.Server;
  readonly key: ServerKeyArgs;
  readonly protect: boolean;
}

/**
 * Lets a server know every version of a key and encrypt with the first.
 *
 * A backup needs the version under which it was made, on the server that restores it, so no version is taken away with a
 * change of the list alone: each is protected. Azure does not move on to new versions by itself, because then nobody would
 * have written down which version a backup needs.
 *
 * Source: Microsoft Learn, azure-sql/database/transparent-data-encryption-byok-overview (2025), recommendations and
 * database backup and restore with customer-managed TDE.
 */
export function useServerKey(
  name: string,
  { resourceGroupName, server, key, protect }: KeyedServer,
  parent: ComponentResource,
): void {
  const own = { resourceGroupName, serverName: server.name };
  const known: Resource[] = [];
  const names = key.versions.map((uri) => {
    const version = parseCustomerKey(uri);
    if (version === undefined) throw new Error(`${uri} is not the address of a version of a key.`);
    const keyName = serverKeyName(version);
    // One after the other: a server takes one change of its keys at a time.
    const previous = known.at(-1);
    known.push(
      new sql.ServerKey(
        `${name}-key-${version.version}`,
        { ...own, keyName, serverKeyType: "AzureKeyVault", uri },
        { parent, protect, deletedWith: server, ...(previous && { dependsOn: previous }) },
      ),
    );
    return keyName;
  });
  const [current] = names;
  if (current === undefined) return;
  new sql.EncryptionProtector(
    `${name}-protector`,
    {
      ...own,
      encryptionProtectorName: "current",
      serverKeyType: "AzureKeyVault",
      serverKeyName: current,
      autoRotationEnabled: false,
    },
    { parent, deletedWith: server, dependsOn: known },
  );
}
