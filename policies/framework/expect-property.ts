import { read } from "../resources/reading";
import type { RegisteredResource } from "../resources/registered-resource";
import { compliant, undetermined, violation, type Outcome } from "./outcome";
import type { Requirement } from "./requirement";
import { shown } from "./shown";

/** What a resource's input has to be: one sentence whether it is, with Azure's default where it is absent. */
export function expectProperty(
  resource: RegisteredResource,
  path: string,
  requirement: Requirement,
  /** Whose input it is, where a resource has several of the kind: `pool "system": ` */
  label = "",
): Outcome {
  const name = `${label}${path}`;
  const reading = read(resource, path);
  switch (reading.kind) {
    case "unknown":
      return undetermined(`${name} is not known before the update; it has to be ${requirement.wanted}`, resource);
    case "absent":
      return requirement.holds(undefined)
        ? compliant(`${name} is absent`, resource)
        : violation(`${name} is absent; it has to be ${requirement.wanted}`, resource);
    case "default": {
      const text = `${name} is absent, which means ${shown(path, reading.value)} on Azure`;
      return requirement.holds(reading.value)
        ? compliant(text, resource)
        : violation(`${text}; it has to be ${requirement.wanted}`, resource);
    }
    case "given": {
      const text = `${name} is ${shown(path, reading.value)}`;
      return requirement.holds(reading.value)
        ? compliant(text, resource)
        : violation(`${text}; it has to be ${requirement.wanted}`, resource);
    }
  }
}

/** Several inputs of one resource: everything that is wrong or open, else what the first one is. */
export function expectProperties(
  resource: RegisteredResource,
  requirements: Readonly<Record<string, Requirement>>,
): readonly Outcome[] {
  return worst(Object.entries(requirements).map(([path, requirement]) => expectProperty(resource, path, requirement)));
}

/** What is wrong or open among outcomes about one thing, else the first of them. */
export function worst(outcomes: readonly Outcome[]): readonly Outcome[] {
  const bad = outcomes.filter(({ result }) => result !== "compliant");
  return bad.length > 0 ? bad : outcomes.slice(0, 1);
}
