import type { TypeMapping } from "../arm/type-mapping";
import { inputFailures } from "./input-check";
import { inputDifferences } from "./input-diff";
import { UNKNOWN, type PropertyMap } from "./property-value";
import type { Checked, Diffed, Provider, ProviderInstance, ReadResult, ResourceRequest } from "./provider-instance";
import { randomTypes, type RandomType } from "./random-values";

/** The random provider. Its values live in the engine's state alone, as with the real one. */
export class RandomProvider implements Provider {
  readonly name = "random";

  constructor(readonly version: string) {}

  configure(config: PropertyMap): Promise<ProviderInstance> {
    return Promise.resolve({ config, runStart: 0 });
  }

  check({ token }: ResourceRequest, _: PropertyMap, inputs: PropertyMap): Checked {
    if (randomTypes[token] !== undefined) return { inputs, failures: inputFailures(shapeOf(token), inputs) };
    const reason = `the local cloud does not know the resource type '${token}' yet`;
    return { inputs, failures: [{ property: "", reason }] };
  }

  /** Every change makes a new value. */
  diff({ token }: ResourceRequest, olds: PropertyMap, news: PropertyMap): Diffed {
    const differences = inputDifferences(shapeOf(token), olds, news).map((each) => ({ ...each, replaces: true }));
    return { differences, deleteBeforeReplace: false };
  }

  previewCreate({ token }: ResourceRequest, inputs: PropertyMap): PropertyMap {
    const { defaults, results } = typeOf(token);
    return { ...defaults, ...inputs, ...Object.fromEntries(results.map((key) => [key, UNKNOWN])) };
  }

  create({ token }: ResourceRequest, inputs: PropertyMap) {
    const { defaults, generate } = typeOf(token);
    const given = { ...defaults, ...inputs };
    const { id, outputs } = generate(given);
    return Promise.resolve({ id, outputs: { ...given, ...outputs } });
  }

  read(_: ResourceRequest, id: string, outputs: PropertyMap, inputs?: PropertyMap): ReadResult {
    if (inputs === undefined) throw new Error("importing random values is not modelled by the local cloud");
    return { id, outputs, inputs };
  }

  previewUpdate(_: ResourceRequest, outputs: PropertyMap): PropertyMap {
    return outputs;
  }

  update(_: ResourceRequest, __: string, outputs: PropertyMap): Promise<PropertyMap> {
    return Promise.resolve(outputs);
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }

  invoke(token: string): PropertyMap {
    throw new Error(`the random package has no function '${token}'`);
  }
}

function typeOf(token: string): RandomType {
  const type = randomTypes[token];
  if (type === undefined) throw new Error(`the local cloud does not know the resource type '${token}' yet`);
  return type;
}

/** The shape of a random type in the terms of the checks that all types share. */
function shapeOf(token: string): TypeMapping {
  return { token, armType: "", apiVersion: "", path: "", properties: typeOf(token).inputs, types: {} };
}
