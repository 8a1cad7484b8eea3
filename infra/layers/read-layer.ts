import * as pulumi from "@pulumi/pulumi";
import { formatStackName, type StackIdentity } from "../../azure/names/stack-name";
import { layerOutputsVersion } from "./layer-outputs";

interface Versioned {
  readonly version: number;
}

/**
 * The outputs of a layer below, from its stack.
 *
 * Fails, in a preview too, where that layer is not up yet or speaks another version: nothing above it can be decided.
 */
export function readLayer<Outputs extends Versioned>(stack: StackIdentity): pulumi.Output<Outputs> {
  const name = formatStackName(stack);
  const reference = new pulumi.StackReference(name, {
    name: `${pulumi.getOrganization()}/${pulumi.getProject()}/${name}`,
  });
  return reference.getOutput("layer").apply((layer: Outputs | undefined) => {
    if (layer === undefined) {
      throw new pulumi.RunError(
        `The layer below is not up: stack ${name} has no outputs yet. Bring it up first: pulumi up -s ${name}`,
      );
    }
    if (layer.version !== layerOutputsVersion) {
      throw new pulumi.RunError(
        `Stack ${name} has outputs of version ${layer.version}, version ${layerOutputsVersion} is read here. ` +
          `Bring it up again with this release: pulumi up -s ${name}`,
      );
    }
    return layer;
  });
}
