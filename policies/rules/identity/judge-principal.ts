import { compliant, needsUnion, undetermined, violation, type Outcome } from "../../framework/language";
import type { Measure } from "../../framework/rule";
import { read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { comesFromOpen, knownPrincipals } from "./known-principals";

/** What a rule says of whoever it finds. */
export interface PrincipalTexts {
  readonly program: string;
  readonly group: string;
  /** What only all stacks together tell. */
  readonly whose: string;
  readonly stranger: (id: string) => string;
}

/** Judges whether an id at a path is that of a program of the platform, or of a group that the environment names. */
export function principalJudge(
  resources: ResourceSet,
  { groups }: Pick<Measure, "groups">,
  says: PrincipalTexts,
): (one: RegisteredResource, path: string) => Outcome {
  const known = knownPrincipals(resources);
  return (one, path) => {
    const reading = read(one, path);
    const [property = ""] = path.split(".");
    if (reading.kind === "unknown") {
      return (one.propertyDependencies[property] ?? []).length > 0
        ? compliant(says.program, one)
        : undetermined(`${path} is not known before the update`, one);
    }
    const id = reading.kind === "given" ? String(reading.value) : "nobody";
    if (known.has(id.toLowerCase()) || comesFromOpen(one, property, resources)) return compliant(says.program, one);
    if (groups?.includes(id) === true) return compliant(says.group, one);
    // Ids of other layers come as plain values, so whose one is cannot be told before all of them are there.
    if (!resources.isUnion) return needsUnion(says.whose, one);
    return groups === undefined
      ? undetermined(`whether ${id} is a group of the platform is not known without the environment`, one)
      : violation(says.stranger(id), one);
  };
}
