import * as pulumi from "@pulumi/pulumi";

type AliasOption = NonNullable<pulumi.ResourceOptions["aliases"]>[number];

/**
 * Leaves out the aliases that azure-native gives each resource for every API version that its type was ever published
 * under, 25 to 113 a resource and most of what a program spends its time on. They serve stacks that once used such
 * types, which no stack of this program did: the linter refuses their imports. Aliases of a component's own stay.
 */
export function withoutVersionAliases(): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type.startsWith("azure-native:") && opts.aliases !== undefined
      ? { props, opts: { ...opts, aliases: opts.aliases.filter((alias) => !isOtherType(alias)) } }
      : undefined,
  );
}

function isOtherType(alias: AliasOption): boolean {
  if (typeof alias !== "object" || !("type" in alias) || typeof alias.type !== "string") return false;
  return alias.type.startsWith("azure-native:") && Object.keys(alias).every((key) => key === "type");
}
