import type { Sabotage } from "../../policies/framework/sabotage";
import { RESOURCE_TYPES } from "../../azure/resource-types";
import type { JudgedType } from "../../policies/resources/judged-type";
import { registeredResource, type RegisteredResource } from "../../policies/resources/registered-resource";

type Inputs = Record<string, unknown>;

function withValue(inputs: Readonly<Inputs>, path: string, value: unknown): Inputs {
  const copy = structuredClone(inputs) as Inputs;
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let at = copy;
  for (const step of steps) {
    at[step] ??= {};
    at = at[step] as Inputs;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

/** A resource of the victim's stack and provider that nobody planned. */
function addedBeside(victim: RegisteredResource, type: JudgedType, inputs: Inputs): RegisteredResource {
  const token = RESOURCE_TYPES.find(({ name }) => name === type)?.token ?? type;
  const { parent, provider } = victim;
  return registeredResource({
    urn: `urn:pulumi:${victim.stack}::deltawerk::${token}::added`,
    inputs,
    ...(parent !== undefined && { parent }),
    ...(provider !== undefined && { provider }),
  });
}

/** The resources after somebody did the harm, or nothing where there is nothing to do it to. */
export function applySabotage(
  resources: readonly RegisteredResource[],
  sabotage: Sabotage,
): { readonly resources: readonly RegisteredResource[]; readonly victim: RegisteredResource } | undefined {
  const victim = resources.find((one) => one.type === sabotage.type && (sabotage.where?.(one) ?? true));
  if (victim === undefined) return undefined;
  if (sabotage.adds !== undefined) {
    const { type, inputs } = sabotage.adds;
    const added = addedBeside(victim, type, structuredClone(inputs(victim.inputs)));
    return { resources: [...resources, added], victim: added };
  }
  const others = (one: RegisteredResource): boolean => one !== victim;
  if (sabotage.remove === true) return { resources: resources.filter(others), victim };
  const edited = sabotage.edit?.(victim.inputs) ?? victim.inputs;
  const inputs = Object.entries(sabotage.set ?? {}).reduce((all, [path, value]) => withValue(all, path, value), edited);
  const harmed: RegisteredResource = {
    ...victim,
    inputs: structuredClone(inputs),
    protect: sabotage.unprotect === true ? false : victim.protect,
  };
  return { resources: resources.map((one) => (one === victim ? harmed : one)), victim };
}
