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
  return referenceTo(stack)
    .getOutput("layer")
    .apply((layer: Outputs | undefined) => usable(layer, formatStackName(stack)));
}

/**
 * The outputs of a layer below as plain values, for what is decided before anything is registered, and as an output.
 *
 * Fails as {@link readLayer} does.
 */
export async function readLayerFirst<Outputs extends Versioned>(
  stack: StackIdentity,
): Promise<{ readonly value: Outputs; readonly output: pulumi.Output<Outputs> }> {
  const name = formatStackName(stack);
  const reference = referenceTo(stack);
  return {
    value: usable(await plainOutputs<Outputs>(reference), name),
    output: reference.getOutput("layer").apply((layer: Outputs | undefined) => usable(layer, name)),
  };
}

/** The outputs of a stack beside this one as plain values; undefined where it is not up. */
export async function readOutputs<Outputs extends Versioned>(stack: StackIdentity): Promise<Outputs | undefined> {
  const layer = await plainOutputs<Outputs>(referenceTo(stack));
  return layer === undefined ? undefined : usable(layer, formatStackName(stack));
}

async function plainOutputs<Outputs>(reference: pulumi.StackReference): Promise<Outputs | undefined> {
  const layer: { readonly value?: unknown; readonly secretValue?: unknown } = await reference.getOutputDetails("layer");
  return (layer.value ?? layer.secretValue) as Outputs | undefined;
}

function referenceTo(stack: StackIdentity): pulumi.StackReference {
  const name = formatStackName(stack);
  return new pulumi.StackReference(name, { name: `${pulumi.getOrganization()}/${pulumi.getProject()}/${name}` });
}

function usable<Outputs extends Versioned>(layer: Outputs | undefined, stack: string): Outputs {
  if (layer === undefined) {
    throw new pulumi.RunError(
      `The layer below is not up: stack ${stack} has no outputs yet. Bring it up first: pulumi up -s ${stack}`,
    );
  }
  if (layer.version !== layerOutputsVersion) {
    throw new pulumi.RunError(
      `Stack ${stack} has outputs of version ${layer.version}, version ${layerOutputsVersion} is read here. ` +
        `Bring it up again with this release: pulumi up -s ${stack}`,
    );
  }
  return layer;
}
