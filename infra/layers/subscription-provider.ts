import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";

const managed = "azure-native:";

/** The provider of a subscription, for resources that name it themselves. */
export function subscriptionProvider(name: string, subscriptionId: string): Provider {
  return new Provider(name, { subscriptionId, disablePulumiPartnerId: true });
}

/**
 * Deploys every Azure resource that has no provider, of its own or from its parent, into one subscription. Which
 * subscription plays which role is part of the environment's document, so no stack needs configuration before its first
 * preview.
 */
export function deployInto(provider: Provider): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type.startsWith(managed) && (opts.provider ?? opts.parent?.getProvider(type)) === undefined
      ? { props, opts: pulumi.mergeOptions(opts, { provider }) }
      : undefined,
  );
}
