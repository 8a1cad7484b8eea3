import * as apiextensions from "@pulumi/kubernetes/apiextensions/v1";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import definitions from "./gateway-api.json";

/**
 * The kinds of the Gateway API that are used here, of the standard channel of the bundle that AKS itself installs with
 * Kubernetes 1.35 and later where its managed installation is on, so that it can take them over (Microsoft Learn,
 * aks/managed-gateway-api, 2026). Made by `npm run gateway-api`, which leaves out the descriptions of fields: they
 * decide nothing and are two thirds.
 */
export class GatewayApi extends ComponentResource {
  constructor(name: string, options?: ComponentResourceOptions) {
    super("deltawerk:workload:GatewayApi", name, {}, options);
    for (const { metadata, spec } of definitions as readonly Definition[]) {
      new apiextensions.CustomResourceDefinition(`${name}-${spec.names.plural}`, { metadata, spec }, { parent: this });
    }
    this.registerOutputs({});
  }
}

type DefinitionArgs = apiextensions.CustomResourceDefinitionArgs;

interface Definition {
  readonly metadata: NonNullable<DefinitionArgs["metadata"]>;
  readonly spec: NonNullable<DefinitionArgs["spec"]> & { readonly names: { readonly plural: string } };
}
