/**
 * Properties that hold secrets in any resource. Azure's specifications mark them `x-ms-secret`, which the published
 * packages do not carry.
 */
const secrets = new Set([
  "administratorLoginPassword",
  "authorizationKey",
  "primaryKey",
  "radiusServerSecret",
  "secondaryKey",
  "secret",
  "sharedKey",
  "storageAccountAccessKey",
]);

/** Properties that Azure keeps as resources of their own, so that an update without them must not remove those. */
const subresources: Readonly<Record<string, readonly string[]>> = {
  "azure-native:network:NetworkSecurityGroup": ["securityRules"],
  "azure-native:network:RouteTable": ["routes"],
  "azure-native:network:VirtualNetwork": ["subnets", "virtualNetworkPeerings"],
};

/** Tells whether a property of this name holds a secret, at any depth. */
export function isSecret(name: string): boolean {
  return secrets.has(name);
}

/** Tells whether a property of a resource lists resources that can also be made one by one. */
export function listsSubresources(token: string, name: string): boolean {
  return subresources[token]?.includes(name) ?? false;
}
