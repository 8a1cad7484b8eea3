import { findRegion } from "../../../azure/regions";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { storageLeaves } from "../residency/places";

/** The regions in which what a storage account holds rests: its own, and the pair where it copies there. */
export function regionsOfAccount(account: RegisteredResource): readonly string[] {
  const region = findRegion(textOf(account, "location") ?? "");
  if (region === undefined) return [];
  return storageLeaves(textOf(account, "sku.name") ?? "") && region.pair !== undefined
    ? [region.name, region.pair]
    : [region.name];
}
