import type { ArmBody } from "../../arm/resource";
import type { ArmProblem } from "../../arm/problem";
import { contains, overlaps, parsePrefix, prefixesOf, type IpPrefix } from "../ip-prefix";
import { textListAt, textsAt } from "../read-body";
import { refusal } from "../refusal";
import { notModelled } from "../../arm/resource-model";

/** The address prefixes of a virtual network. */
export function addressSpaceOf(network: ArmBody): readonly IpPrefix[] {
  return prefixesOf(textListAt(network, "properties.addressSpace.addressPrefixes"));
}

/** The prefixes of a subnet, from either of the two properties that give them. */
export function subnetPrefixTexts(subnet: ArmBody): readonly string[] {
  const single = subnet.properties?.["addressPrefix"];
  const several = textListAt(subnet, "properties.addressPrefixes");
  return typeof single === "string" ? [single, ...several.filter((each) => each !== single)] : several;
}

export function subnetPrefixes(subnet: ArmBody): readonly IpPrefix[] {
  return prefixesOf(subnetPrefixTexts(subnet));
}

/** Refusals of texts that are no prefixes, or that have bits set in their host part. */
export function notationProblems(
  items: readonly { readonly path: string; readonly value: string }[],
  owner: string,
): readonly ArmProblem[] {
  return items.flatMap(({ path, value }) => {
    if (value.includes(":"))
      return [refusal(notModelled, `The local cloud does not model IPv6 prefixes: ${value}.`, path)];
    const prefix = value.includes("/") ? parsePrefix(value) : undefined;
    if (prefix === undefined) {
      return [
        refusal(
          "InvalidAddressPrefixFormat",
          `Address prefix ${value} of resource ${owner} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
          path,
        ),
      ];
    }
    if (prefix.canonical === value) return [];
    const message = `The address prefix ${value} in resource ${owner} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${prefix.canonical}.`;
    return [refusal("InvalidCIDRNotation", message, path)];
  });
}

/** Refusals of the address space of a network by itself. */
export function addressSpaceProblems(network: ArmBody, owner: string): readonly ArmProblem[] {
  const placed = textsAt(network, "properties.addressSpace.addressPrefixes");
  const notation = notationProblems(placed, owner);
  if (notation.length > 0) return notation;
  const prefixes = addressSpaceOf(network);
  return prefixes.flatMap((prefix, index) => {
    const clash = prefixes.slice(0, index).find((other) => overlaps(prefix, other));
    if (clash === undefined) return [];
    const message = `The address prefix ${prefix.text} of ${owner} overlaps with its address prefix ${clash.text}.`;
    return [refusal("VnetAddressSpacesOverlap", message, placed[index]?.path)];
  });
}

/** The first pair of overlapping prefixes of two address spaces. */
export function overlapOf(
  one: readonly IpPrefix[],
  other: readonly IpPrefix[],
): readonly [IpPrefix, IpPrefix] | undefined {
  for (const a of one) for (const b of other) if (overlaps(a, b)) return [a, b];
  return undefined;
}

/** Tells whether every prefix lies within the address space. */
export function within(space: readonly IpPrefix[], prefixes: readonly IpPrefix[]): boolean {
  return prefixes.every((prefix) => space.some((outer) => contains(outer, prefix)));
}
